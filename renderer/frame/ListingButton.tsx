import { App, Button } from 'antd';
import type { MethodCall } from '../../shared/contract/index.ts';
import { failureOf } from '../api/client.ts';
import { frameWords } from '../words/frame.ts';
import { showFailure } from './failure.tsx';
import { useOpenPlan, useSession } from './session.tsx';

export type ListingButtonProps = Pick<MethodCall<'listings/export'>, 'kind' | 'form' | 'period' | 'date'>;

/** The screen's table as a workbook to hand out. */
export function ListingButton(what: ListingButtonProps) {
  const session = useSession();
  const { opened } = useOpenPlan();
  const { message, notification } = App.useApp();
  const run = async () => {
    try {
      const listing = await session.client.call('listings/export', { plan: opened.plan, ...what });
      const place = await session.saveFile(listing);
      if (place !== undefined) void message.success(frameWords.exportedTo(place));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return <Button onClick={() => void run()}>{frameWords.exportListing}</Button>;
}
