package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.NexthopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The words of `ip nexthop add` and its like.
final class NexthopWords {
  private static final int MOST_WEIGHT = 256;

  /// Beyond, a time in hundredths of a second does not fit into 32 bits.
  private static final long MOST_SECONDS = 0xffff_ffffL / 100;

  private final Session session;
  private final NexthopRequest request = new NexthopRequest();
  private ProtocolFamily family;

  NexthopWords(Session session) {
    this.session = session;
    this.family = session.family();
  }

  /// Reads them to the end.
  NexthopRequest read(Args args) {
    while (args.hasNext()) {
      take(args.next(), args);
    }
    request.family = family.addresses();
    return request;
  }

  private void take(String word, Args args) {
    switch (word) {
      case "id" -> request.id = NexthopObject.id(args.next());
      case "dev" -> {
        request.device = device(session, args.next());
        decide(Family.IPV4);
      }
      case "via" -> via(args);
      case "encap" -> request.encap = new EncapWords(session).read(args);
      case "blackhole" -> {
        request.blackhole = true;
        decide(Family.IPV4);
      }
      case "fdb" -> request.fdb = true;
      case "onlink" -> request.onlink = true;
      case "group" -> group(args.next());
      case "type" -> type(args);
      case "help" -> throw Usage.of("nexthop");
      default -> {
        if (!Args.matches(word, "protocol")) {
          throw Args.invarg("", word);
        }
        protocol(args.next());
      }
    }
  }

  static NetDevice device(Session session, String name) {
    NetDevice device = session.device(name);
    if (device == null) {
      throw Args.invarg("Device does not exist\n", name);
    }
    return device;
  }

  private void decide(Family known) {
    if (family == ProtocolFamily.UNSPEC) {
      family = ProtocolFamily.of(known);
    }
  }

  private void via(Args args) {
    String word = args.next();
    ProtocolFamily said = ProtocolFamily.of(word);
    if (said != null) {
      word = args.next();
    }
    Ip gateway = InetText.address(word, said == null ? family : said);
    decide(gateway.family());
    if (family != ProtocolFamily.of(gateway.family())) {
      throw Args.invarg("address family mismatch\n", word);
    }
    request.gateway = gateway;
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("\"protocol\" value is invalid\n", word);
    }
    request.protocol = known.getAsInt();
  }

  /// Members with `/` between them, each perhaps with `,` and its weight.
  private void group(String word) {
    List<NexthopRequest.Member> members = new ArrayList<>();
    for (int from = 0; from <= word.length(); ) {
      int slash = word.indexOf('/', from);
      int end = slash < 0 ? word.length() : slash;
      members.add(member(word.substring(from, end), word));
      from = end + 1;
    }
    request.group = members;
  }

  private static NexthopRequest.Member member(String text, String all) {
    int comma = text.indexOf(',');
    OptionalLong id = Numbers.u32(comma < 0 ? text : text.substring(0, comma), 0);
    if (id.isEmpty()) {
      throw Args.invarg("\"group\" value is invalid\n", all);
    }
    String weight = comma < 0 ? "1" : text.substring(comma + 1);
    OptionalLong number = Numbers.u32(weight, 0);
    if (number.isEmpty() || number.getAsLong() == 0 || number.getAsLong() > MOST_WEIGHT) {
      throw Args.invarg("\"weight\" is invalid\n", weight);
    }
    return new NexthopRequest.Member((int) id.getAsLong(), (int) number.getAsLong());
  }

  private void type(Args args) {
    String word = args.next();
    switch (word) {
      case "mpath" -> {}
      case "resilient" -> resilient(args);
      default -> throw Args.invarg("\"type\" value is invalid\n", word);
    }
  }

  private void resilient(Args args) {
    request.resilient = true;
    while (args.hasNext()) {
      switch (args.next()) {
        case "buckets" -> request.buckets = args.u16("invalid buckets value");
        case "idle_timer" -> request.idleTimer = seconds(args, "invalid idle timer value");
        case "unbalanced_timer" ->
            request.unbalancedTimer = seconds(args, "invalid unbalanced timer value");
        default -> {
          args.back();
          return;
        }
      }
    }
  }

  private static long seconds(Args args, String message) {
    String word = args.next();
    OptionalLong seconds = Numbers.u32(word, 0);
    if (seconds.isEmpty() || seconds.getAsLong() >= MOST_SECONDS) {
      throw Args.invarg(message, word);
    }
    return seconds.getAsLong();
  }
}
