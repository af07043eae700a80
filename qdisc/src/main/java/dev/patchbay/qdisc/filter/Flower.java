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
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Filters by what flows have in common: addresses, protocols, ports, tags (tc-flower(8)).
public final class Flower implements FilterKind {
  /// What the words said; the device it is to come in by is null when not said, and empty when
  /// there is none of that name.
  record Said(Target target, List<FlowerKey> keys, @Nullable String indev, int hwClass)
      implements Options {
    @Override
    public String warning() {
      return target.warning();
    }
  }

  @Override
  public String name() {
    return "flower";
  }

  @Override
  public Options parse(Args args, Head head) {
    return new FlowerWords(args, head).read();
  }

  @Override
  public int handle(@Nullable String word) {
    return Matchall.number(word);
  }

  @Override
  public Template template(@Nullable Options options) throws NetlinkException {
    if (!(options instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new FlowerTemplate(this, said.keys);
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new Flows(this, chain, protocol, pref);
  }

  private static final class Flows extends Classifier {
    private final List<Flow> rules = new ArrayList<>();
    private final Dissection headers = new Dissection();

    Flows(Flower kind, Chain chain, int protocol, int pref) {
      super(kind, chain, protocol, pref);
    }

    @Override
    int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
      headers.read(packet, atIngress);
      int index = packet.originalIndex();
      for (int i = 0; i < rules.size(); i++) {
        Flow rule = rules.get(i);
        if (rule.matches(packet.bytes(), headers, index)) {
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
    Rule change(int handle, @Nullable Rule existing, @Nullable Options options, Netns netns)
        throws NetlinkException {
      if (!(options instanceof Said said)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      if (said.indev != null && netns.device(said.indev) == null) {
        throw new NetlinkException(Errno.EINVAL, "Network device not found");
      }
      for (FlowerKey key : said.keys) {
        TrackedWords.check(key);
      }
      if (said.keys.stream().anyMatch(LabelEntries::isTooDeep)) {
        throw new NetlinkException(Errno.EINVAL, "Invalid MPLS depth");
      }
      for (Flow rule : rules) {
        if (rule != existing && rule.said.keys.equals(said.keys)) {
          throw new NetlinkException(Errno.EEXIST);
        }
      }
      if (existing instanceof Flow before && !before.hasMaskOf(said)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      int number = handle == 0 ? freeHandle() : handle;
      Flow flow = new Flow(number, said, said.target.bind(netns));
      if (existing == null) {
        rules.add(flow);
        rules.sort(Comparator.comparingInt(Rule::handle));
      } else {
        existing.end();
        rules.replaceAll(each -> each == existing ? flow : each);
      }
      return flow;
    }

    @Override
    boolean remove(Rule removed) {
      removed.end();
      rules.removeIf(each -> each == removed);
      return rules.isEmpty();
    }
  }

  private static final class Flow extends Rule {
    private final Said said;
    private final FlowerKey[] keys;

    Flow(int handle, Said said, ActionList actions) {
      super(handle, said.target, actions);
      this.said = said;
      this.keys = said.keys.toArray(FlowerKey[]::new);
    }

    /// Whether it looks at the same bits as the other would (`fl_check_assign_mask`).
    boolean hasMaskOf(Said other) {
      return masks(said).equals(masks(other));
    }

    private static Set<FlowerKey> masks(Said of) {
      return of.keys.stream().map(FlowerKey::withoutValue).collect(Collectors.toSet());
    }

    /// Its keys: that of the device, or the others.
    private List<FlowerKey> keys(boolean ofDevice) {
      return said.keys.stream()
          .filter(key -> (key.where() == FlowerKey.Where.DEVICE) == ofDevice)
          .toList();
    }

    boolean matches(byte[] bytes, Dissection headers, int device) {
      for (FlowerKey key : keys) {
        if (!key.matches(bytes, headers, device)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      out.jsonNumber("handle", handle());
      out.text("handle 0x" + Integer.toHexString(handle()) + " ");
      if (classid() != 0) {
        out.string("classid", "classid ", Handle.show(classid()), " ");
      }
      if (said.hwClass != 0) {
        out.number("hw_tc", "hw_tc ", said.hwClass, " ");
      }
      FlowerKey.show(out, keys(true));
      out.openObject("keys");
      FlowerKey.show(out, keys(false));
      out.closeObject();
      showFlags(out, "\n  ");
      actions().show(page);
    }
  }
}
