package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// A kind of action (`tc_action_ops` and `action_util` in one): its words, and what it does. One
/// file a kind, and one line in the module's `provides`.
public interface ActionKind {
  /// As it is written: `mirred`.
  String name();

  /// What stands before its number where only that is shown (`tc -br`).
  default String briefName() {
    return name() + " ";
  }

  /// Reads the words of the kind, up to the first that is none of them.
  ///
  /// @throws dev.patchbay.core.text.CommandException with the real command's words
  Parsed parse(Args args, Netns netns);

  /// What an action is set to that was set to `before`: some things stay unless they are said.
  default @Nullable Setting merge(@Nullable Setting before, @Nullable Setting said) {
    return said;
  }

  /// What it does when it is set so; what was said of an action that has only a number is null.
  Work create(Action action, @Nullable Setting setting, Netns netns) throws NetlinkException;

  /// Shows what it is set to, and its number.
  void show(Action action, Page page);
}
