package dev.patchbay.tools.tc;

import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscClass;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;

/// Shows a class of a discipline.
final class ClassText {
  private ClassText() {}

  /// Shows a class (`print_class`), in text whatever was asked for.
  static void show(Page page, Qdisc qdisc, QdiscClass shown, boolean named) {
    Output out = page.out();
    out.text("class " + qdisc.kind().name() + " " + Handle.show(shown.id()) + " ");
    if (named) {
      out.text("dev " + qdisc.device().name() + " ");
    }
    boolean atRoot = shown.parent() == Handle.ROOT;
    out.text(atRoot ? "root " : "parent " + Handle.show(shown.parent()) + " ");
    Qdisc leaf = shown.leaf();
    if (leaf != null && leaf.handle() != 0) {
      out.text("leaf " + Integer.toHexString(leaf.handle() >>> 16) + ": ");
    }
    shown.show(page);
    out.newline();
    if (page.statistics()) {
      showStatistics(page, shown);
    }
  }

  private static void showStatistics(Page page, QdiscClass shown) {
    Output out = page.out();
    QueueStatistics statistics = shown.statistics();
    if (statistics != null) {
      statistics.show(out, " ", page.iec());
    }
    out.newline();
    if (shown.showStatistics(page)) {
      out.newline();
    }
  }
}
