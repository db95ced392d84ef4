import { useRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { EntryView } from './EntryView.tsx';
import { ReturnDetail } from './ReturnDetail.tsx';
import { ReturnsList } from './ReturnsList.tsx';

/** 收表: `#/returns` lists what came, `#/returns/7?cell=Sheet1!D5` decides on one return, `?view=entry` types one in. */
export function ReturnsScreen() {
  const { parts, query } = useRoute();
  const { content } = useOpenPlan();
  const id = Number(parts[0]);
  const form = content.formByCode.get(query.form ?? '');
  if (query.view === 'entry' && form)
    return <EntryView key={`${form.code}-${query.sender}`} form={form} sender={query.sender} />;
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
