package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.FlowKeys;
import dev.patchbay.packet.Jhash;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import dev.patchbay.qdisc.action.Control;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The filters of `flow` at work.
final class FlowClassifier extends Classifier {
  private final List<Flowing> rules = new ArrayList<>();

  /// What the packet that is being looked at says.
  private final FlowKeys packetKeys = new FlowKeys();

  FlowClassifier(Flow kind, Chain chain, int protocol, int pref) {
    super(kind, chain, protocol, pref);
  }

  @Override
  int classify(Packet packet, NetDevice device, boolean atIngress, Verdict verdict) {
    for (int i = 0; i < rules.size(); i++) {
      Flowing rule = rules.get(i);
      if (rule.said.match() == null || rule.said.match().matches(packet, device)) {
        int control = rule.matched(packet, device, atIngress, verdict);
        verdict.classid(rule.choose(packet, packetKeys));
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
  Rule change(
      int handle, @Nullable Rule existing, FilterKind.@Nullable Options options, Netns netns)
      throws NetlinkException {
    if (!(options instanceof FlowOptions said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    boolean fits = said.hashes() || (said.keys().size() == 1 && said.perturb() == null);
    if (handle == 0 || said.keys().isEmpty() || !fits) {
      throw new NetlinkException(Errno.EINVAL);
    }
    Flowing rule = new Flowing(handle, said, base(said), netns);
    if (existing == null) {
      rules.add(rule);
    } else {
      existing.end();
      rules.replaceAll(each -> each == existing ? rule : each);
    }
    return rule;
  }

  /// The first class: where nothing else was said, the first one of the discipline.
  private int base(FlowOptions said) {
    int discipline = Handle.major(said.base()) == 0 ? chain().block().discipline() : said.base();
    return Handle.of(discipline, Handle.minor(said.base()) == 0 ? 1 : Handle.minor(said.base()));
  }

  @Override
  boolean remove(Rule removed) {
    removed.end();
    rules.removeIf(each -> each == removed);
    return rules.isEmpty();
  }

  private static final class Flowing extends Rule {
    private final FlowOptions said;
    private final int base;
    private final int seed;
    private final int[] values;
    private final Tuple tuple = new Tuple();

    Flowing(int handle, FlowOptions said, int base, Netns netns) throws NetlinkException {
      super(handle, said.target(), said.target().bind(netns));
      this.said = said;
      this.base = base;
      this.seed = netns.random("flow").nextInt();
      this.values = new int[said.keys().size()];
    }

    /// The class of the packet.
    int choose(Packet packet, FlowKeys keys) {
      int at = packet.network();
      if (at == Packet.UNSET) {
        keys.clear();
      } else {
        keys.dissect(packet.bytes(), packet.protocol(), at, packet.tail(), 0);
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = value(said.keys().get(i), packet, keys);
      }
      int number =
          said.hashes()
              ? Jhash.hash(values, values.length, seed)
              : (((values[0] & said.mask()) ^ said.xor()) >>> said.shift()) + said.addend();
      if (said.divisor() != 0) {
        number = Integer.remainderUnsigned(number, said.divisor());
      }
      return Handle.of(base, Handle.minor(base + number));
    }

    private int value(FlowWords.Key key, Packet packet, FlowKeys keys) {
      return switch (key) {
        case SRC -> folded(keys, keys.sourceHi, keys.sourceLo);
        case DST -> folded(keys, keys.destinationHi, keys.destinationLo);
        case PROTO -> keys.protocol;
        case PROTO_SRC -> keys.sourcePort;
        case PROTO_DST -> keys.destinationPort;
        case IIF -> packet.originalIndex();
        case PRIORITY -> packet.priority();
        case MARK -> packet.mark();
        case VLAN_TAG -> packet.vlan() == Packet.NO_VLAN ? 0 : VlanTag.id(packet.vlan());
        case RXHASH -> packet.hash();
        case RT_CLASSID ->
            packet.destination() instanceof dev.patchbay.stack.route.Route route
                ? route.realms()
                : 0;
        // Programs are root's.
        case SK_UID, SK_GID -> 0;
        default -> tracked(key, packet, keys);
      };
    }

    /// What the connection of a packet says; without one, what the packet does.
    private int tracked(FlowWords.Key key, Packet packet, FlowKeys keys) {
      Connection connection = Connection.of(packet);
      if (connection == null || key == FlowWords.Key.NFCT) {
        return connection == null ? untracked(key, packet, keys) : connection.id();
      }
      connection.tuple(Connection.direction(packet.connectionInfo()), tuple);
      return switch (key) {
        case NFCT_SRC -> (int) (tuple.sourceHi >>> 32);
        case NFCT_DST -> (int) (tuple.destinationHi >>> 32);
        case NFCT_PROTO_SRC -> tuple.source;
        default -> tuple.destination;
      };
    }

    private int untracked(FlowWords.Key key, Packet packet, FlowKeys keys) {
      return switch (key) {
        case NFCT_SRC -> value(FlowWords.Key.SRC, packet, keys);
        case NFCT_DST -> value(FlowWords.Key.DST, packet, keys);
        case NFCT_PROTO_SRC -> keys.sourcePort;
        case NFCT_PROTO_DST -> keys.destinationPort;
        default -> 0;
      };
    }

    /// An address of IPv4, or the words of one of IPv6 laid over each other (`ipv6_addr_hash`).
    private static int folded(FlowKeys keys, long hi, long lo) {
      long all = hi ^ lo;
      return (int) (keys.etherType == EtherType.IPV6 ? all ^ (all >>> 32) : hi >>> 32);
    }

    private String text() {
      StringBuilder text = new StringBuilder("handle 0x%x ".formatted(handle()));
      text.append(said.hashes() ? "hash keys " : "map keys ");
      text.append(
          said.keys().stream().map(FlowWords.Key::word).collect(Collectors.joining(",", "", " ")));
      int mask = said.mask();
      int xor = said.xor();
      if (mask != FlowOptions.ALL || xor != 0) {
        text.append(mask == FlowOptions.ALL ? "" : "and 0x%08x ".formatted(mask));
        text.append((mask & xor) == 0 ? "" : "xor 0x%08x ".formatted(mask & xor));
        text.append((~mask & xor) == 0 ? "" : "or 0x%08x ".formatted(~mask & xor));
      }
      text.append(said.shift() == 0 ? "" : "rshift " + said.shift() + " ");
      text.append(said.addend() == 0 ? "" : "addend 0x%x ".formatted(said.addend()));
      String divisor = Integer.toUnsignedString(said.divisor());
      text.append(said.divisor() == 0 ? "" : "divisor " + divisor + " ");
      text.append(base == 0 ? "" : "baseclass " + Handle.show(base) + " ");
      text.append(said.perturb() == null ? "" : "perturb " + said.perturb() + "sec ");
      text.append(said.match() == null ? "" : "\n" + said.match().text(1));
      text.append(actions().isEmpty() ? "" : "\n");
      return text.toString();
    }

    @Override
    public void show(Page page) {
      Output out = page.out();
      out.verbatim(text());
      actions().show(page);
    }
  }
}
