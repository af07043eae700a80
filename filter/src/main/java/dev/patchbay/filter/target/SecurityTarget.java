package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.Verdict;

/// What SECMARK and CONNSECMARK have in common: they stand in two tables, and without a security
/// module they change nothing.
interface SecurityTarget extends Target {
  @Override
  default Target attach(Attachment place) throws NetlinkException {
    TableKind table = place.table();
    if (table != TableKind.MANGLE && table != TableKind.SECURITY) {
      throw place.refuseSaying(
          "xt_"
              + name()
              + ": only valid in 'mangle' or 'security' table, not '"
              + table.word()
              + "'");
    }
    return this;
  }

  @Override
  default Verdict judge(Inspection packet) {
    return Verdict.CONTINUE;
  }
}
