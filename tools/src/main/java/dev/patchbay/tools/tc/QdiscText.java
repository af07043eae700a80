package dev.patchbay.tools.tc;

import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.SizeTable;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;

/// Shows a discipline (`print_qdisc`).
final class QdiscText {
  private QdiscText() {}

  static void show(Session session, Qdisc qdisc, boolean named) {
    Output out = session.output();
    out.openObject(null);
    show(session.page(), qdisc, named, qdisc.references());
    out.closeObject();
  }

  /// Shows what so many hold.
  static void show(Page page, Qdisc qdisc, boolean named, int references) {
    Output out = page.out();
    out.string("kind", "qdisc ", qdisc.kind().name(), "");
    out.string("handle", " ", Integer.toHexString(qdisc.handle() >>> 16) + ":", "");
    if (page.raw()) {
      out.text(String.format("[%08x]", qdisc.handle()));
    }
    out.text(" ");
    if (named) {
      out.string("dev", "dev ", qdisc.device().name(), " ");
    }
    place(out, qdisc);
    if (references != 1) {
      out.number("refcnt", "refcnt ", references, " ");
    }
    block(out, "ingress_block", qdisc.blocks().ingress());
    block(out, "egress_block", qdisc.blocks().egress());
    out.openObject("options");
    qdisc.show(page);
    out.closeObject();
    out.newline();
    SizeTable sizes = qdisc.sizes();
    if (page.details() && sizes != null) {
      sizes.show(out);
      out.newline();
    }
    if (page.statistics()) {
      qdisc.gather();
      qdisc.statistics().show(out, " ", page.iec());
      out.newline();
      qdisc.showStatistics(page);
    }
  }

  private static void block(Output out, String key, int index) {
    if (index != 0) {
      out.number(key, key + " ", index, " ");
    }
  }

  private static void place(Output out, Qdisc qdisc) {
    if (qdisc.parent() == Handle.ROOT) {
      out.flag("root", "root ", true);
    } else {
      out.string("parent", "parent ", Handle.show(qdisc.parent()), " ");
    }
  }
}
