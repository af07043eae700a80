package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields that flowers of a chain may ask for (`fl_flow_tmplt`).
///
/// @param kind flower
record FlowerTemplate(FilterKind kind, List<FlowerKey> keys) implements Template {
  @Override
  public void check(FilterKind.@Nullable Options options) throws NetlinkException {
    if (options instanceof Flower.Said said && !said.keys().stream().allMatch(this::allows)) {
      throw new NetlinkException(Errno.EINVAL, "cls_flower: Mask does not fit the template");
    }
  }

  private boolean allows(FlowerKey asked) {
    for (FlowerKey key : keys) {
      boolean same = key.where() == asked.where() && key.at() == asked.at();
      if (same && (asked.mask() & ~key.mask()) == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void show(Page page) {
    Output out = page.out();
    out.openObject("keys");
    FlowerKey.show(out, keys);
    out.closeObject();
  }
}
