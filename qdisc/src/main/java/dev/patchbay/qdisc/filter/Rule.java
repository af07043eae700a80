package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.Control;
import dev.patchbay.qdisc.text.Page;

/// One filter: a number, and what becomes of packets that it matches. What it matches is its kind's
/// matter.
public abstract class Rule {
  private final int handle;
  private final int classid;
  private final boolean skipHw;
  private final ActionList actions;

  /// A filter with these actions, which are its own now.
  protected Rule(int handle, Target target, ActionList actions) {
    this.handle = handle;
    this.classid = target.classid();
    this.skipHw = target.skipHw();
    this.actions = actions;
  }

  /// Its number.
  public final int handle() {
    return handle;
  }

  protected final int classid() {
    return classid;
  }

  protected final ActionList actions() {
    return actions;
  }

  /// A packet matches it: chooses the class, and does the actions.
  protected final int matched(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
    verdict.classid(classid);
    if (packet.trace() != null) {
      FilterStage stage = new FilterStage(device.name(), atIngress, handle, classid);
      device.netns().world().note(packet, device.netns(), stage);
    }
    return actions.isEmpty() ? Control.OK : actions.run(packet, device, atIngress);
  }

  /// It is removed.
  protected final void end() {
    actions.end();
  }

  /// Shows what it matches, and what becomes of that.
  public abstract void show(Page page);

  /// Shows that no hardware does it, and whether it may; `before` stands in front of each.
  protected final void showFlags(Output out, String before) {
    if (skipHw) {
      out.flag("skip_hw", before + "skip_hw", true);
    }
    out.flag("not_in_hw", before + "not_in_hw", true);
  }
}
