package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.Control;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A filter that every packet matches (net/sched/cls_matchall.c).
public final class Matchall implements FilterKind {
  private static final String USAGE =
      """
      Usage: ... matchall [skip_sw | skip_hw]
                       [ action ACTION_SPEC ] [ classid CLASSID ]

      Where: SELECTOR := SAMPLE SAMPLE ...
             FILTERID := X:Y:Z
             ACTION_SPEC := ... look at individual actions

      NOTE: CLASSID is parsed as hexadecimal input.\
      """;

  private record Said(Target target) implements Options {
    @Override
    public String warning() {
      return target.warning();
    }
  }

  @Override
  public String name() {
    return "matchall";
  }

  @Override
  public @Nullable Options parse(Args args, Head head) {
    if (!args.hasNext()) {
      return null;
    }
    Target target = Target.of(head);
    while (args.hasNext()) {
      String word = args.next();
      Target taken = target.skip(word);
      if (taken != null && !args.hasNext()) {
        throw Args.incomplete();
      }
      if (taken == null && !Args.matches(word, "police")) {
        taken = target.take(word, args, head.netns());
      }
      if (taken == null) {
        throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
      }
      target = taken;
    }
    return new Said(target);
  }

  @Override
  public int handle(@Nullable String word) {
    return number(word);
  }

  /// A handle that is a number.
  static int number(@Nullable String word) {
    if (word == null) {
      return 0;
    }
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw Words.illegal("handle");
    }
    return (int) number.getAsLong();
  }

  @Override
  public boolean tellsNew() {
    return false;
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new All(this, chain, protocol, pref);
  }

  private static final class All extends Classifier {
    private @Nullable Everything rule;

    All(Matchall kind, Chain chain, int protocol, int pref) {
      super(kind, chain, protocol, pref);
    }

    @Override
    int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
      Everything only = rule;
      if (only == null) {
        return Control.UNSPECIFIED;
      }
      only.hits++;
      return only.matched(packet, device, atIngress, verdict);
    }

    @Override
    public List<? extends Rule> rules() {
      return rule == null ? List.of() : List.of(rule);
    }

    @Override
    Rule change(int handle, @Nullable Rule existing, @Nullable Options options, Netns netns)
        throws NetlinkException {
      if (!(options instanceof Said said)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      if (rule != null) {
        throw new NetlinkException(Errno.EEXIST);
      }
      rule = new Everything(handle == 0 ? 1 : handle, said.target, said.target.bind(netns));
      return rule;
    }

    @Override
    boolean remove(Rule removed) {
      removed.end();
      rule = null;
      return true;
    }
  }

  private static final class Everything extends Rule {
    private long hits;

    Everything(int handle, Target target, ActionList actions) {
      super(handle, target, actions);
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      out.jsonNumber("handle", handle());
      out.text("handle 0x" + Integer.toHexString(handle()) + " ");
      if (classid() != 0) {
        out.string("flowid", "flowid ", Handle.show(classid()), " ");
      }
      showFlags(out, "\n  ");
      if (page.statistics()) {
        out.number("rule_hit", " (rule hit ", hits, ")");
      }
      actions().show(page);
    }
  }
}
