import { useRoute } from '../../frame/route.ts';
import { ReturnDetail } from './ReturnDetail.tsx';
import { ReturnsList } from './ReturnsList.tsx';

/** 收表: `#/returns` lists what came, `#/returns/7?cell=Sheet1!D5` decides on one return. */
export function ReturnsScreen() {
  const { parts, query } = useRoute();
  const id = Number(parts[0]);
  return Number.isInteger(id) && id > 0 ? (
    <ReturnDetail key={id} id={id} cell={query.cell} />
  ) : (
    <ReturnsList
      key={`${query.form}-${query.sender}-${query.view}`}
      sender={query.sender}
      form={query.form}
      view={query.view === 'senders' ? 'senders' : 'received'}
    />
  );
}
