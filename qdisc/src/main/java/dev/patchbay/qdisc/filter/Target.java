package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.ActionOptions;
import dev.patchbay.qdisc.action.ActionWords;
import dev.patchbay.qdisc.text.Words;
import java.util.List;

/// What is to become of packets that a filter matches.
///
/// @param polices whether the action was given as `police` alone
public record Target(
    int classid, List<ActionOptions> actions, boolean polices, boolean skipSw, boolean skipHw) {
  /// Nothing said.
  static final Target NONE = new Target(0, List.of(), false, false, false);

  /// What reading its actions has said.
  String warning() {
    StringBuilder said = new StringBuilder();
    for (ActionOptions action : actions) {
      String warning = action.setting() == null ? "" : action.setting().warning();
      said.append(said.isEmpty() || warning.isEmpty() ? "" : "\n").append(warning);
    }
    return said.toString();
  }

  /// Makes its actions.
  ActionList bind(Netns netns) throws NetlinkException {
    if (skipSw && skipHw) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (skipSw) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    return ActionList.bind(actions, polices, netns);
  }

  /// With the word taken, if it is one of those that all filters have; else this itself.
  Target take(String word, Args args, Netns netns) {
    return switch (word) {
      case "classid", "flowid" ->
          new Target(Words.classid(args, "classid"), actions, polices, skipSw, skipHw);
      case "action" -> new Target(classid, ActionWords.read(args, netns), false, skipSw, skipHw);
      case "police" ->
          new Target(
              classid, List.of(ActionWords.readOne("police", args, netns)), true, skipSw, skipHw);
      case "skip_sw" -> new Target(classid, actions, polices, true, skipHw);
      case "skip_hw" -> new Target(classid, actions, polices, skipSw, true);
      default -> this;
    };
  }
}
