package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionList;
import dev.patchbay.qdisc.action.Control;
import dev.patchbay.qdisc.filter.ematch.Ematch;
import dev.patchbay.qdisc.filter.ematch.EmatchWords;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Filters by extended matches (tc-basic(8), tc-ematch(8)).
public final class Basic implements FilterKind {
  private static final String USAGE =
      """
      Usage: ... basic [ match EMATCH_TREE ]
                       [ action ACTION_SPEC ] [ classid CLASSID ]

      Where:	SELECTOR := SAMPLE SAMPLE ...
      	FILTERID := X:Y:Z
      	ACTION_SPEC := ... look at individual actions

      NOTE: CLASSID is parsed as hexadecimal input.\
      """;

  /// What the words said; without a match every packet is meant.
  private record Said(Target target, @Nullable Ematch match) implements Options {
    @Override
    public String warning() {
      return target.warning();
    }
  }

  @Override
  public String name() {
    return "basic";
  }

  @Override
  public @Nullable Options parse(Args args, Head head) {
    if (!args.hasNext()) {
      return null;
    }
    Target target = Target.of(head);
    Ematch match = null;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "match")) {
        match = EmatchWords.read(args);
        continue;
      }
      Target taken = target.take(word, args, head.netns());
      if (taken == null) {
        throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
      }
      target = taken;
    }
    return new Said(target, match);
  }

  @Override
  public int handle(@Nullable String word) {
    return Matchall.number(word);
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new Matches(this, chain, protocol, pref);
  }

  private static final class Matches extends Classifier {
    private final List<Match> rules = new ArrayList<>();

    Matches(Basic kind, Chain chain, int protocol, int pref) {
      super(kind, chain, protocol, pref);
    }

    @Override
    int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
      for (int i = 0; i < rules.size(); i++) {
        Match rule = rules.get(i);
        Ematch match = rule.match;
        if (match == null || match.matches(packet, device)) {
          int control = rule.matched(packet, device, atIngress, verdict);
          if (control != Control.UNSPECIFIED) {
            return control;
          }
        }
      }
      return Control.UNSPECIFIED;
    }

    @Override
    public List<? extends Rule> rules() {
      return List.copyOf(rules);
    }

    @Override
    Rule change(int handle, @Nullable Rule existing, @Nullable Options options, Netns netns)
        throws NetlinkException {
      if (!(options instanceof Said said)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      int number = handle == 0 ? freeHandle() : handle;
      Match made = new Match(number, said, said.target.bind(netns));
      if (existing == null) {
        rules.add(made);
      } else {
        existing.end();
        rules.replaceAll(each -> each == existing ? made : each);
      }
      return made;
    }

    @Override
    boolean remove(Rule removed) {
      removed.end();
      rules.removeIf(each -> each == removed);
      return rules.isEmpty();
    }
  }

  private static final class Match extends Rule {
    private final @Nullable Ematch match;

    Match(int handle, Said said, ActionList actions) {
      super(handle, said.target, actions);
      this.match = said.match;
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      out.string("handle", "handle ", "0x" + Integer.toHexString(handle()), " ");
      if (classid() != 0) {
        out.string("flowid", "flowid ", Handle.show(classid()), " ");
      }
      if (match != null) {
        out.verbatim("\n" + match.text(1));
      }
      actions().show(page);
    }
  }
}
