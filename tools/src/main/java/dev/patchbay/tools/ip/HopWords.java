package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.RouteRequest;
import java.util.OptionalLong;

/// The words of a route from the first `nexthop` on.
final class HopWords {
  private static final int MOST_WEIGHT = 256;

  private final Session session;
  private ProtocolFamily family;

  HopWords(Session session, ProtocolFamily family) {
    this.session = session;
    this.family = family;
  }

  /// Reads them to the end into the request; returns the family that they may have decided.
  ProtocolFamily read(Args args, RouteRequest request) {
    while (args.hasNext()) {
      String word = args.next();
      if (!word.equals("nexthop")) {
        throw new CommandException(
            255, "Error: \"nexthop\" or end of line is expected instead of \"" + word + "\"");
      }
      if (!args.hasNext()) {
        throw new CommandException(255, "Error: unexpected end of line after \"nexthop\"");
      }
      request.hops.add(hop(args));
    }
    return family;
  }

  private RouteRequest.Hop hop(Args args) {
    RouteRequest.Hop hop = new RouteRequest.Hop();
    while (args.hasNext() && take(hop, args)) {}
    return hop;
  }

  private boolean take(RouteRequest.Hop hop, Args args) {
    String word = args.next();
    switch (word) {
      case "via" -> via(hop, args);
      case "dev" -> device(hop, args.next());
      case "weight" -> hop.weight = weight(args.next());
      case "encap" -> hop.encap = new EncapWords(session).read(args);
      case "as" -> {
        // The kernel passes over it: it is for labels.
        args.accept("to");
        InetText.address(args.next(), family);
      }
      case "onlink" -> hop.flags |= NextHopFlags.ONLINK;
      default -> {
        if (!Args.matches(word, "realms")) {
          args.back();
          return false;
        }
        hop.realms = args.next();
        RouteWords.realms(hop.realms);
      }
    }
    return true;
  }

  private void via(RouteRequest.Hop hop, Args args) {
    Ip gateway = RouteWords.gateway(args, family);
    if (family == ProtocolFamily.UNSPEC) {
      family = ProtocolFamily.of(gateway.family());
    }
    // Of several the kernel takes the first.
    if (hop.gateway == null) {
      hop.gateway = gateway;
    }
  }

  private void device(RouteRequest.Hop hop, String name) {
    hop.device = session.device(name);
    if (hop.device == null) {
      throw new CommandException(
          255, Session.noDevice(name).message() + "\nError: cannot parse nexthop");
    }
  }

  static int weight(String word) {
    OptionalLong weight = Numbers.u32(word, 0);
    if (weight.isEmpty() || weight.getAsLong() < 1 || weight.getAsLong() > MOST_WEIGHT) {
      throw Args.invarg("\"weight\" is invalid\n", word);
    }
    return (int) weight.getAsLong();
  }
}
