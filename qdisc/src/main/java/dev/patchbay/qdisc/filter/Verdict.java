package dev.patchbay.qdisc.filter;

import dev.patchbay.qdisc.action.Control;

/// What filters have said of a packet (`tcf_result`), told anew for each.
public final class Verdict {
  private int action = Control.UNSPECIFIED;
  private int classid;

  void begin() {
    action = Control.UNSPECIFIED;
    classid = 0;
  }

  void action(int value) {
    action = value;
  }

  /// The class a filter has chosen.
  public int classid() {
    return classid;
  }

  /// Chooses a class.
  void classid(int value) {
    classid = value;
  }

  /// Whether the packet is not to go on: it is to be dropped, or an action has it.
  public boolean isGone() {
    return action == Control.SHOT || isStolen();
  }

  /// Whether an action has the packet, which is gone.
  public boolean isStolen() {
    return action == Control.STOLEN || action == Control.QUEUED || action == Control.TRAP;
  }
}
