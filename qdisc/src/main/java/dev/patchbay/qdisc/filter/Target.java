package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.ActionOptions;
import dev.patchbay.qdisc.action.ActionWords;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to become of packets that a filter matches.
///
/// @param polices whether the action was given as `police` alone
/// @param estimator how the rates of its actions are estimated, or null
public record Target(
    int classid,
    List<ActionOptions> actions,
    boolean polices,
    boolean skipSw,
    boolean skipHw,
    @Nullable Estimator estimator) {
  /// Nothing said.
  static final Target NONE = new Target(0, List.of(), false, false, false, null);

  /// Nothing said but what stands before the words of the kind.
  static Target of(FilterKind.Head head) {
    return new Target(0, List.of(), false, false, false, head.estimator());
  }

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
    return ActionList.bind(actions, polices, estimator, netns);
  }

  /// With the word taken, if it is one of those that all filters have, or abbreviates one; else
  /// null.
  @Nullable Target take(String word, Args args, Netns netns) {
    if (Args.matches(word, "classid") || word.equals("flowid")) {
      int said = Words.classid(args, "classid");
      return new Target(said, actions, polices, skipSw, skipHw, estimator);
    }
    if (Args.matches(word, "action")) {
      return with(ActionWords.read(args, netns), false);
    }
    if (Args.matches(word, "police")) {
      return with(List.of(ActionWords.readOne("police", args, netns)), true);
    }
    return null;
  }

  /// With the word taken, if it says whether hardware does it; else null.
  @Nullable Target skip(String word) {
    return switch (word) {
      case "skip_sw" -> new Target(classid, actions, polices, true, skipHw, estimator);
      case "skip_hw" -> new Target(classid, actions, polices, skipSw, true, estimator);
      default -> null;
    };
  }

  private Target with(List<ActionOptions> said, boolean police) {
    return new Target(classid, said, police, skipSw, skipHw, estimator);
  }
}
