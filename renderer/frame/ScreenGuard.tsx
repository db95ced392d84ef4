import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { frameWords } from '../words/frame.ts';

/** A screen that fails to draw says so and leaves the rest of the window working. */
export class ScreenGuard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty-note" role="alert">
        <p>{frameWords.screenFailed}</p>
        <Button onClick={() => this.setState({ failed: false })}>{frameWords.retry}</Button>
      </div>
    );
  }
}
