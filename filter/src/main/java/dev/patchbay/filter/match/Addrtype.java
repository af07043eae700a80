package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.RouteType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m addrtype`: what the addresses are to this namespace: its own, a broadcast, unreachable.
public final class Addrtype implements MatchKind {
  private static final String[] NAMES = {
    "UNSPEC",
    "UNICAST",
    "LOCAL",
    "BROADCAST",
    "ANYCAST",
    "MULTICAST",
    "BLACKHOLE",
    "UNREACHABLE",
    "PROHIBIT",
    "THROW",
    "NAT",
    "XRESOLVE"
  };
  private static final Option<Integer> SOURCE =
      Option.of("src-type", Addrtype::readTypes).invertible();
  private static final Option<Integer> DESTINATION =
      Option.of("dst-type", Addrtype::readTypes).invertible();
  private static final Option<Void> IN = Option.flag("limit-iface-in").excludes("limit-iface-out");
  private static final Option<Void> OUT = Option.flag("limit-iface-out").excludes("limit-iface-in");

  @Override
  public String name() {
    return "addrtype";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION, IN, OUT);
  }

  private static int readTypes(Reading reading, String text) {
    int types = 0;
    String[] words = text.split(",", -1);
    for (int i = 0; i < words.length; i++) {
      int type = type(words[i]);
      if (type < 0) {
        boolean isLast = i == words.length - 1;
        String rest = String.join(",", List.of(words).subList(i, words.length));
        throw new Refusal("addrtype: bad type " + (isLast ? "\"" + rest + "\"" : "`" + rest + "'"));
      }
      types |= 1 << type;
    }
    return types;
  }

  private static int type(String word) {
    for (int i = 0; i < NAMES.length && !word.isEmpty(); i++) {
      if (NAMES[i].regionMatches(true, 0, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Match build(Chosen chosen) {
    if (!chosen.has(SOURCE) && !chosen.has(DESTINATION)) {
      throw new Refusal("addrtype: you must specify --src-type or --dst-type");
    }
    return new Types(
        chosen.get(SOURCE, 0),
        chosen.inverted(SOURCE),
        chosen.get(DESTINATION, 0),
        chosen.inverted(DESTINATION),
        chosen.has(IN),
        chosen.has(OUT));
  }

  /// @param source a bit a type, numbered as [RouteType]'s
  record Types(
      int source,
      boolean notSource,
      int destination,
      boolean notDestination,
      boolean limitIn,
      boolean limitOut)
      implements Match {
    @Override
    public String name() {
      return "addrtype";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean before =
          place.points().contains(HookPoint.PREROUTING) || place.points().contains(HookPoint.INPUT);
      if (before && limitOut) {
        throw place.refuseSaying(
            "xt_addrtype: output interface limitation not valid in PREROUTING and INPUT");
      }
      boolean behind =
          place.points().contains(HookPoint.POSTROUTING)
              || place.points().contains(HookPoint.OUTPUT);
      if (behind && limitIn) {
        throw place.refuseSaying(
            "xt_addrtype: input interface limitation not valid in POSTROUTING and OUTPUT");
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      NetDevice device = limitIn ? packet.in() : limitOut ? packet.out() : null;
      Fib fib = Fib.of(packet.netns(), packet.family());
      byte[] bytes = packet.bytes();
      int at = packet.network();
      if (packet.family() == Family.IPV4) {
        return (source == 0
                || is(fib, source, Ip.hi(Ipv4.source(bytes, at)), 0, device) != notSource)
            && (destination == 0
                || is(fib, destination, Ip.hi(Ipv4.destination(bytes, at)), 0, device)
                    != notDestination);
      }
      return (source == 0
              || is(fib, source, Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at), device)
                  != notSource)
          && (destination == 0
              || is(
                      fib,
                      destination,
                      Ipv6.destinationHi(bytes, at),
                      Ipv6.destinationLo(bytes, at),
                      device)
                  != notDestination);
    }

    private static boolean is(Fib fib, int types, long hi, long lo, @Nullable NetDevice device) {
      RouteType type = fib.addressType(hi, lo);
      if (type == RouteType.LOCAL && device != null && !has(device, fib, hi, lo)) {
        type = RouteType.UNICAST;
      }
      return (types & 1 << type.ordinal()) != 0;
    }

    private static boolean has(NetDevice device, Fib fib, long hi, long lo) {
      InetDevice inet = InetDevice.of(device, fib.family());
      return inet != null && inet.find(hi, lo) != null;
    }

    @Override
    public void save(StringBuilder out) {
      if (source != 0) {
        out.append(notSource ? " ! --src-type " : " --src-type ").append(words(source));
      }
      if (destination != 0) {
        out.append(notDestination ? " ! --dst-type " : " --dst-type ").append(words(destination));
      }
      out.append(limitIn ? " --limit-iface-in" : "").append(limitOut ? " --limit-iface-out" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" ADDRTYPE match");
      if (source != 0) {
        out.append(" src-type ").append(notSource ? "!" : "").append(words(source));
      }
      if (destination != 0) {
        out.append(" dst-type ").append(notDestination ? "!" : "").append(words(destination));
      }
      out.append(limitIn ? " limit-in" : "").append(limitOut ? " limit-out" : "");
    }

    private static String words(int types) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < NAMES.length; i++) {
        if ((types & 1 << i) != 0) {
          words.add(NAMES[i]);
        }
      }
      return String.join(",", words);
    }
  }
}
