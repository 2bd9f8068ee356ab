/** Marks the tab while it is not looked at: "(1) Invoices". A title that the page changed meanwhile is the page's. */
export class TitleMark {
  private plain = "";
  private marked: string | null = null;

  set count(unread: number) {
    if (this.marked !== null && document.title === this.marked) document.title = this.plain;
    this.marked = null;
    if (unread === 0) return;
    this.plain = document.title;
    document.title = `(${unread}) ${this.plain}`;
    // As the browser reads it back, white space folded.
    this.marked = document.title;
  }
}
