package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.text.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a filter does with the packets it matches: actions, one behind the other (`tcf_exts`).
public final class ActionList {
  /// Nothing.
  public static final ActionList NONE = new ActionList(new Action[0], false);

  private static final int MOST_REPEATS = 32;

  private final Action[] actions;
  private final boolean polices;

  private ActionList(Action[] actions, boolean polices) {
    this.actions = actions;
    this.polices = polices;
  }

  /// The actions for a filter; `polices` when there is one that was given as `police` alone.
  ///
  /// @param estimator how the rates of new ones are estimated, or null
  public static ActionList bind(
      List<ActionOptions> options, boolean polices, @Nullable Estimator estimator, Netns netns)
      throws NetlinkException {
    ActionTable table = ActionTable.of(netns);
    Action[] bound = new Action[options.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = table.bind(options.get(i), estimator);
    }
    return bound.length == 0 ? NONE : new ActionList(bound, polices);
  }

  /// The filter lets go of them.
  public void end() {
    for (Action action : actions) {
      action.table().unbind(action);
    }
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return actions.length == 0;
  }

  /// Does them (`tcf_action_exec`). Returns a [Control]; when it is [Control#STOLEN] or its like
  /// the packet is gone.
  public int run(Packet packet, NetDevice device, boolean atIngress) {
    int result = Control.OK;
    int repeats = 0;
    for (int i = 0; i < actions.length; i++) {
      result = actions[i].run(packet, device, atIngress);
      if (result == Control.REPEAT && repeats++ < MOST_REPEATS) {
        i--;
        continue;
      }
      if (Control.isJump(result)) {
        i += Control.value(result);
        result = Control.PIPE;
      }
      if (result != Control.PIPE) {
        break;
      }
    }
    return ended(packet, device, result);
  }

  private static int ended(Packet packet, NetDevice device, int result) {
    if (result == Work.TAKEN) {
      return Control.STOLEN;
    }
    if (result == Control.STOLEN || result == Control.QUEUED || result == Control.TRAP) {
      device.netns().world().consume(packet);
    }
    return result;
  }

  /// Shows them as a part of a filter.
  public void show(Page page) {
    if (actions.length == 0) {
      return;
    }
    Output out = page.out();
    if (polices) {
      out.text("\n");
      showPolice(page);
      return;
    }
    out.openArray("actions");
    for (int i = 0; i < actions.length; i++) {
      out.text("\n");
      actions[i].show(page, i + 1, false);
    }
    out.closeArray();
  }

  /// Whether it is one that was given as `police` alone.
  public boolean isPolice() {
    return polices;
  }

  /// Shows what was given as `police` alone.
  public void showPolice(Page page) {
    for (Action action : actions) {
      action.kind().show(action, page);
      page.out().text(page.statistics() ? "\n" + action.counted() : "");
    }
  }
}
