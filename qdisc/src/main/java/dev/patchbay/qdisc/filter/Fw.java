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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Filters by the firewall mark, which is their number (net/sched/cls_fw.c). Without any the mark
/// itself is the class.
public final class Fw implements FilterKind {
  private static final long ALL = 0xffff_ffffL;

  private static final String USAGE =
      """
      Usage: ... fw [ classid CLASSID ] [ indev DEV ] [ action ACTION_SPEC ]
      	CLASSID := Push matching packets to the class identified by CLASSID with format X:Y
      		CLASSID is parsed as hexadecimal input.
      	DEV := specify device for incoming device classification.
      	ACTION_SPEC := Apply an action on matching packets.
      	NOTE: handle is represented as HANDLE[/FWMASK].
      		FWMASK is 0xffffffff by default.\
      """;

  private record Said(Target target, long mask, @Nullable String indev) implements Options {
    @Override
    public String warning() {
      return target.warning();
    }
  }

  @Override
  public String name() {
    return "fw";
  }

  @Override
  public @Nullable Options parse(Args args, Head head) {
    if (!args.hasNext()) {
      return null;
    }
    Target target = Target.of(head);
    String indev = null;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("indev")) {
        indev = args.next();
        continue;
      }
      String full = Args.matches(word, "flowid") ? "flowid" : word;
      Target taken = target.take(full, args, head.netns());
      if (taken == null) {
        throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
      }
      target = taken;
    }
    return new Said(target, mask(head.handle()), indev);
  }

  private static long mask(@Nullable String handle) {
    int slash = handle == null ? -1 : handle.indexOf('/');
    return handle == null || slash < 0 ? ALL : number(handle.substring(slash + 1), "handle mask");
  }

  @Override
  public int handle(@Nullable String word) {
    return word == null ? 0 : (int) number(word.split("/", 2)[0], "handle");
  }

  private static long number(String word, String what) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw Words.illegal(what);
    }
    return number.getAsLong();
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new Marks(this, chain, protocol, pref);
  }

  private static final class Marks extends Classifier {
    private final List<Mark> rules = new ArrayList<>();
    private long mask = ALL;

    Marks(Fw kind, Chain chain, int protocol, int pref) {
      super(kind, chain, protocol, pref);
    }

    @Override
    int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
      int mark = packet.mark();
      if (rules.isEmpty()) {
        // The old way: the mark is the class.
        verdict.classid(mark);
        return mark == 0 ? Control.UNSPECIFIED : Control.OK;
      }
      for (int i = 0; i < rules.size(); i++) {
        Mark rule = rules.get(i);
        if (rule.handle() == (int) (mark & mask) && rule.comesBy(packet, device)) {
          return rule.matched(packet, device, atIngress, verdict);
        }
      }
      return Control.UNSPECIFIED;
    }

    @Override
    public List<? extends Rule> rules() {
      return List.copyOf(rules);
    }

    @Override
    boolean isEmpty() {
      return false;
    }

    @Override
    Rule change(int handle, @Nullable Rule existing, @Nullable Options options, Netns netns)
        throws NetlinkException {
      if (!(options instanceof Said said)) {
        if (handle != 0) {
          throw new NetlinkException(Errno.EINVAL);
        }
        return new Mark(0, new Said(Target.NONE, ALL, null), ActionList.NONE);
      }
      if (handle == 0 || (!rules.isEmpty() && mask != said.mask)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      if (said.indev != null && netns.device(said.indev) == null) {
        throw new NetlinkException(Errno.EINVAL, "Network device not found");
      }
      Mark rule = new Mark(handle, said, said.target.bind(netns));
      mask = said.mask;
      if (existing == null) {
        rules.add(rule);
      } else {
        existing.end();
        rules.replaceAll(each -> each == existing ? rule : each);
      }
      return rule;
    }

    @Override
    boolean remove(Rule removed) {
      removed.end();
      rules.removeIf(each -> each == removed);
      return rules.isEmpty();
    }
  }

  private static final class Mark extends Rule {
    private final long mask;
    private final @Nullable String indev;

    Mark(int handle, Said said, ActionList actions) {
      super(handle, said.target, actions);
      this.mask = said.mask;
      this.indev = said.indev;
    }

    /// Whether the packet has come in by the device that is asked for.
    boolean comesBy(Packet packet, NetDevice device) {
      NetDevice asked = indev == null ? null : device.netns().device(indev);
      return indev == null || (asked != null && asked.index() == packet.originalIndex());
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      out.text("handle 0x" + Integer.toHexString(handle()));
      out.text(mask == ALL ? " " : "/0x" + Long.toHexString(mask) + " ");
      if (classid() != 0) {
        out.text("classid " + Handle.show(classid()) + " ");
      }
      if (actions().isPolice()) {
        actions().showPolice(page);
      }
      if (indev != null) {
        out.text("input dev " + indev + " ");
      }
      if (!actions().isEmpty() && !actions().isPolice()) {
        out.text("\n");
        actions().show(page);
      }
    }
  }
}
