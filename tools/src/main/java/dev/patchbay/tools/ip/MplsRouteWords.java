package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.stack.mpls.MplsRequest;
import dev.patchbay.stack.mpls.MplsRequest.Stray;
import dev.patchbay.stack.mpls.MplsVia;
import dev.patchbay.stack.route.NextHopFlags;
import dev.patchbay.stack.route.RouteType;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The words of `ip -f mpls route add`, `delete` and their like. The words are those of every
/// route; what means nothing to labels is left to the kernel to refuse.
final class MplsRouteWords {
  private static final int ENDED = 255;

  private final Session session;
  private final MplsRequest request = new MplsRequest();
  private @Nullable String device;
  private boolean hasLabel;
  private boolean hasVia;
  private boolean hasHops;

  private MplsRouteWords(Session session) {
    this.session = session;
  }

  /// Reads them to the end.
  static MplsRequest read(Session session, Args args) {
    return new MplsRouteWords(session).read(args);
  }

  private MplsRequest read(Args args) {
    MetricWords metrics = new MetricWords();
    while (args.hasNext() && !hasHops) {
      String word = args.next();
      String keyword = RouteWords.WORDS.find(word);
      if (keyword == null) {
        label(word, args);
      } else if (metrics.take(keyword, args)) {
        stray(Stray.OTHER);
      } else {
        take(keyword, args);
      }
    }
    if (!hasLabel) {
      throw Usage.of("route");
    }
    if (device != null) {
      request.device = session.requireDevice(device);
    }
    if (hasHops) {
      args.back();
      hops(args);
    }
    return request;
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "as" -> {
        args.accept("to");
        request.labels = MplsWords.labels(args.next());
      }
      case "via" -> via(args);
      case "dev", "oif" -> device = args.next();
      case "nexthop" -> hasHops = true;
      case "ttl-propagate" -> request.propagatesTtl = RouteWords.ttlPropagate(args.next());
      case "from" -> request.sourceLength = MplsWords.prefix(args.next()).length();
      case "onlink" -> request.flags |= NextHopFlags.ONLINK;
      case "protocol" -> protocol(args.next());
      case "scope" -> scope(args.next());
      case "table" -> table(args.next());
      case "vrf" -> request.table = Vrfs.table(session, args.next());
      case "tos", "dsfield" -> tos(args.next());
      default -> takeStray(keyword, args);
    }
  }

  /// What routes of IP alone have.
  private void takeStray(String keyword, Args args) {
    switch (keyword) {
      case "src" -> {
        MplsWords.labels(args.next());
        stray(Stray.OTHER);
      }
      case "realms" -> {
        RouteWords.realms(args.next());
        stray(Stray.OTHER);
      }
      case "metric", "priority", "preference" -> number("metric", args, Stray.OTHER);
      case "expires" -> number("expires", args, Stray.LATE);
      case "nhid" -> number("id", args, Stray.LATE);
      case "encap" -> {
        new EncapWords(session).read(args);
        stray(Stray.LATE);
      }
      default -> {
        args.next();
        stray(Stray.LATE);
      }
    }
  }

  private void number(String key, Args args, Stray stray) {
    args.u32("\"" + key + "\" value is invalid\n");
    stray(stray);
  }

  private void stray(Stray stray) {
    if (request.stray == null || stray.compareTo(request.stray) < 0) {
      request.stray = stray;
    }
  }

  private void via(Args args) {
    if (hasVia) {
      throw Args.invarg("use nexthop syntax to specify multiple via\n", "via");
    }
    hasVia = true;
    request.via = MplsWords.via(args);
    if (request.via == null) {
      stray(Stray.GATEWAY);
    }
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("\"protocol\" value is invalid\n", word);
    }
    request.protocol = known.getAsInt();
  }

  private void scope(String word) {
    OptionalInt known = RouteNames.scope(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("invalid \"scope\" value\n", word);
    }
    request.scope = known.getAsInt();
  }

  private void table(String word) {
    Integer table = Names.TABLES.number(session, word);
    if (table == null) {
      throw Args.invarg("\"table\" value is invalid\n", word);
    }
    request.table = table;
  }

  private void tos(String word) {
    Integer value = Dsfield.of(session, word);
    if (value == null) {
      throw Args.invarg("\"tos\" value is invalid\n", word);
    }
    request.tos = value;
  }

  private void label(String word, Args args) {
    String value = word.equals("to") ? args.next() : word;
    RouteType type = RouteWords.startsWithDigit(value) ? null : RouteWords.type(value);
    if (type != null) {
      request.type = type;
      value = args.next();
    }
    if (Args.matches(value, "help")) {
      throw Usage.of("route");
    }
    if (hasLabel) {
      throw Args.garbage("to", value);
    }
    MplsWords.LabelPrefix prefix = MplsWords.prefix(value);
    request.label = prefix.label();
    request.length = prefix.length();
    hasLabel = true;
  }

  // ---- several next hops

  private void hops(Args args) {
    while (args.hasNext()) {
      String word = args.next();
      if (!word.equals("nexthop")) {
        throw new CommandException(
            ENDED, "Error: \"nexthop\" or end of line is expected instead of \"" + word + "\"");
      }
      if (!args.hasNext()) {
        throw new CommandException(ENDED, "Error: unexpected end of line after \"nexthop\"");
      }
      MplsRequest.Hop hop = new MplsRequest.Hop();
      while (args.hasNext() && take(hop, args)) {}
      request.hops.add(hop);
    }
  }

  private boolean take(MplsRequest.Hop hop, Args args) {
    String word = args.next();
    switch (word) {
      case "via" -> {
        MplsVia via = MplsWords.via(args);
        // Of several the kernel takes the first.
        hop.via = hop.via == null ? via : hop.via;
      }
      case "dev" -> hop.device = device(args.next());
      case "as" -> {
        args.accept("to");
        hop.labels = MplsWords.labels(args.next());
      }
      case "weight" -> hop.weighs = HopWords.weight(args.next()) > 1;
      case "onlink" -> hop.weighs = true;
      case "encap" -> new EncapWords(session).read(args);
      default -> {
        if (!Args.matches(word, "realms")) {
          args.back();
          return false;
        }
        RouteWords.realms(args.next());
      }
    }
    return true;
  }

  private NetDevice device(String name) {
    NetDevice found = session.device(name);
    if (found == null) {
      throw new CommandException(
          ENDED, Session.noDevice(name).message() + "\nError: cannot parse nexthop");
    }
    return found;
  }
}
