package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.Control;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of `route` at work. Those for a realm to go to are asked before those for any, and
/// among them those for a realm to come from, then those for a device, then those for anything.
final class RouteClassifier extends Classifier {
  /// How narrow what a filter asks for is; the narrowest are asked first.
  private static final Comparator<Routed> ORDER =
      Comparator.<Routed>comparingInt(rule -> rule.said.to() < 0 ? 1 : 0)
          .thenComparingInt(rule -> rule.said.from() >= 0 ? 0 : rule.said.device() >= 0 ? 1 : 2)
          .thenComparing(Rule::handle, Integer::compareUnsigned);

  /// By where packets go, then by where they come from (`route4_walk`).
  private static final Comparator<Rule> SHOWN =
      Comparator.<Rule>comparingInt(rule -> toBucket(rule.handle()))
          .thenComparingInt(rule -> fromBucket(rule.handle()))
          .thenComparing(Rule::handle, Integer::compareUnsigned);

  private static final int REALM = 0xffff;
  private static final int BUCKET = 0xf;
  private static final int DEVICES = 16;
  private static final int ANYTHING = 32;

  private final List<Routed> rules = new ArrayList<>();

  RouteClassifier(Route kind, Chain chain, int protocol, int pref) {
    super(kind, chain, protocol, pref);
  }

  @Override
  int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
    if (!(packet.destination() instanceof dev.patchbay.stack.route.Route route)) {
      return Control.UNSPECIFIED;
    }
    int realms = route.realms();
    int from = packet.originalIndex();
    for (int i = 0; i < rules.size(); i++) {
      Routed rule = rules.get(i);
      if (rule.matches(realms, from)) {
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
    return rules.stream().sorted(SHOWN).toList();
  }

  /// The bucket of where packets go.
  private static int toBucket(int handle) {
    return (handle & 0xff) + ((handle & Route.TO_ANY) == 0 ? 0 : 256);
  }

  /// The bucket of where packets come from.
  private static int fromBucket(int handle) {
    if ((handle & Route.FROM_ANY) == Route.FROM_ANY) {
      return ANYTHING;
    }
    int number = (handle >>> 16) & BUCKET;
    return (handle & Route.FROM_DEVICE) == 0 ? number : DEVICES + number;
  }

  @Override
  Rule change(
      int handle, @Nullable Rule existing, FilterKind.@Nullable Options options, Netns netns)
      throws NetlinkException {
    if (handle == 0) {
      throw new NetlinkException(Errno.EINVAL, "Creating with handle of 0 is invalid");
    }
    if (!(options instanceof Route.Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (existing != null) {
      // It would come to lie where it lies.
      throw new NetlinkException(Errno.EEXIST);
    }
    Routed rule = new Routed(Route.number(said, handle), said, netns);
    rules.add(rule);
    rules.sort(ORDER);
    return rule;
  }

  @Override
  boolean remove(Rule removed) {
    removed.end();
    rules.removeIf(each -> each == removed);
    return rules.isEmpty();
  }

  private static final class Routed extends Rule {
    private final Route.Said said;
    private final Netns netns;

    Routed(int handle, Route.Said said, Netns netns) throws NetlinkException {
      super(handle, said.target(), said.target().bind(netns));
      this.said = said;
      this.netns = netns;
    }

    boolean matches(int realms, int device) {
      return (said.to() < 0 || said.to() == (realms & REALM))
          && (said.from() < 0 || said.from() == realms >>> 16)
          && (said.device() < 0 || isFound(device));
    }

    /// The kernel looks for a device in the bucket of the upper half of its number, but puts it in
    /// that of the lower (`route4_hash_iif`, `from_hash`).
    private boolean isFound(int device) {
      return said.device() == device && (device & BUCKET) == ((device >>> 16) & BUCKET);
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      StringBuilder text = new StringBuilder("fh 0x%08x ".formatted(handle()));
      if ((handle() & 0x7f00) != 0) {
        text.append("order ").append((handle() >> 8) & 0x7f).append(' ');
      }
      if (classid() != 0) {
        text.append("flowid ").append(Handle.show(classid())).append(' ');
      }
      text.append(said.to() < 0 ? "" : "to " + name(said.to()) + " ");
      text.append(said.from() < 0 ? "" : "from " + name(said.from()) + " ");
      out.verbatim(text.toString());
      if (said.device() >= 0) {
        NetDevice device = netns.device(said.device());
        out.verbatim("fromif " + (device == null ? "if" + said.device() : device.name()));
      }
      actions().show(page);
    }

    private static String name(long realm) {
      return realm == 0 ? "unknown" : Long.toString(realm);
    }
  }
}
