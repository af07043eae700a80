package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InterfaceAddress;
import org.jspecify.annotations.Nullable;

/// How IPv4 looks into its tables (`fib_lookup`, `fib_table_lookup`).
final class Ipv4Lookup extends Lookup {
  /// The bits of the type of service that routes may ask for (`IPTOS_RT_MASK`).
  private static final int TOS_MASK = 0x1c;

  private final Flow question;
  private final Ipv4Output output;
  private final Ipv4Input input;

  Ipv4Lookup(Fib fib) {
    super(fib);
    this.question = MachineRoutes.of(fib.netns().machine()).question();
    this.output = new Ipv4Output(this, fib);
    this.input = new Ipv4Input(this, fib);
  }

  @Override
  @Nullable Route output(Flow flow) {
    return output.find(flow);
  }

  @Override
  @Nullable Route input(Flow flow) {
    return input.find(flow);
  }

  /// The 32 bits of an address.
  static int bits(long hi) {
    return (int) (hi >>> 32);
  }

  /// Asks the tables in the order of the rules (`fib_lookup`). Returns 0 and fills in the flow's
  /// entry and hop, or an error.
  int find(Flow flow) {
    if (fib.hasRules()) {
      flow.ruleTos = flow.tos & TOS_MASK;
      return fib.ruleList().find(flow);
    }
    int error = find(fib.main(), flow);
    if (error == NOTHING || error == Errno.EAGAIN.number()) {
      FibTable last = fib.table(RouteTable.DEFAULT);
      error = last == null ? NOTHING : find(last, flow);
    }
    return error == NOTHING || error == Errno.EAGAIN.number() ? Errno.ENETUNREACH.number() : error;
  }

  /// Asks one table, and what it shares its prefixes with: 0, the error of a route that forbids the
  /// way, or [Lookup#NOTHING].
  int find(FibTable table, Flow flow) {
    Way only = table.prefixes.onlyWay(flow.destinationHi);
    if (only != null && takes(only, flow)) {
      flow.within = table.prefixes;
      flow.table = table.id;
      return only.error;
    }
    FibEntry entry = search(table.prefixes, flow);
    if (entry == null) {
      return NOTHING;
    }
    flow.entry = entry;
    flow.table = table.id;
    return entry.way.error;
  }

  /// The first route that the flow takes, of the longest prefix first.
  private @Nullable FibEntry search(PrefixMap prefixes, Flow flow) {
    long hi = flow.destinationHi;
    FibEntry first = prefixes.longest(hi, 0);
    while (first != null) {
      for (FibEntry entry = first; entry != null; entry = entry.next) {
        int tos = entry.tos();
        if ((tos == 0 || tos == (flow.tos & TOS_MASK)) && takes(entry.way, flow)) {
          return entry;
        }
      }
      first = prefixes.shorter(hi, 0, first.length());
    }
    return null;
  }

  private boolean takes(Way way, Flow flow) {
    if (way.scope < flow.scope) {
      return false;
    }
    NextHop hop = way.dead ? null : usableHop(way, flow);
    if (hop == null && way.error == 0) {
      return false;
    }
    flow.way = way;
    flow.hop = hop;
    return true;
  }

  @Override
  int ask(FibTable table, Flow flow) {
    return find(table, flow);
  }

  private @Nullable NextHop usableHop(Way way, Flow flow) {
    for (NextHop hop : way.hops) {
      if (isGood(hop, flow)) {
        return hop;
      }
    }
    return null;
  }

  private boolean isGood(NextHop hop, Flow flow) {
    if (hop.flags != 0 && (hop.has(NextHopFlags.DEAD) || isDownAndAvoided(hop, flow))) {
      return false;
    }
    return flow.output == null || flow.output == hop.device;
  }

  private boolean isDownAndAvoided(NextHop hop, Flow flow) {
    return hop.has(NextHopFlags.LINKDOWN) && !flow.ignoresLinkstate && ignoresLinkdown(hop.device);
  }

  // ---- addresses

  /// The device that has the address as its own, or through a local network such as 127.0.0.0/8; or
  /// null (`__ip_dev_find`).
  @Nullable NetDevice localDeviceOf(long hi) {
    NetDevice owner = ownerOf(hi);
    if (owner != null) {
      return owner;
    }
    InterfaceAddress elsewhere = Addresses.of(fib.netns()).find(Family.IPV4, hi, 0, null);
    if (elsewhere != null) {
      return elsewhere.inetDevice().device();
    }
    boolean local = addressType(hi, 0) == RouteType.LOCAL;
    return local && question.hop != null ? question.hop.device : null;
  }

  /// The device that has the address as its own, or null.
  @Nullable NetDevice ownerOf(long hi) {
    FibTable local = fib.table(RouteTable.LOCAL);
    Way only = local == null ? null : local.prefixes.onlyWay(hi);
    if (local == null || (only != null && only.type != RouteType.LOCAL)) {
      return null;
    }
    FibEntry entry = local.prefixes.exact(hi, 0, Ip.ANY4.family().bits());
    for (; entry != null; entry = entry.next) {
      if (entry.type() == RouteType.LOCAL && entry.table() == RouteTable.LOCAL) {
        return entry.way.hops[0].device;
      }
    }
    return null;
  }

  @Override
  RouteType addressType(long hi, long lo) {
    return addressType(hi, fib.table(RouteTable.LOCAL));
  }

  /// What the address is to one table (`__inet_dev_addr_type`).
  RouteType addressType(long hi, @Nullable FibTable table) {
    int address = bits(hi);
    if (Ipv4.isZeroNet(address) || address == Ipv4.BROADCAST) {
      return RouteType.BROADCAST;
    }
    if (Ipv4.isMulticast(address)) {
      return RouteType.MULTICAST;
    }
    question.clear();
    question.destinationHi = hi;
    int error = table == null ? NOTHING : find(table, question);
    Way way = question.way;
    return error != 0 || way == null ? RouteType.UNICAST : way.type;
  }
}
