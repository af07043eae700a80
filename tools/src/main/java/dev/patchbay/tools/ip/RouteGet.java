package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.route.RouteQuestion;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.Routes;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `ip route get`: where would a packet go?
final class RouteGet {
  private static final Keywords WORDS =
      new Keywords(
          "=from",
          "=tos",
          "dsfield",
          "iif",
          "mark",
          "oif",
          "=dev",
          "notify",
          "connected",
          "vrf",
          "uid",
          "fibmatch",
          "=as",
          "sport",
          "dport",
          "ipproto");

  private final Session session;
  private final RouteQuestion question = new RouteQuestion(Family.IPV4);
  private ProtocolFamily family;
  private @Nullable String input;
  private @Nullable String output;
  private boolean hasDestination;
  private boolean connected;

  private RouteGet(Session session) {
    this.session = session;
    this.family = session.family();
  }

  static int run(Session session, Args args) throws FileException, NetlinkException {
    RouteGet get = new RouteGet(session);
    while (args.hasNext()) {
      get.take(args.next(), args);
    }
    get.ask();
    return 0;
  }

  private void take(String word, Args args) {
    String keyword = WORDS.find(word);
    if (keyword == null) {
      destination(word.equals("to") ? args.next() : word);
      return;
    }
    switch (keyword) {
      case "from" -> from(args.next());
      case "tos", "dsfield" -> tos(args.next());
      case "iif" -> input = args.next();
      case "mark" -> question.mark = (int) args.u32("invalid mark value");
      case "oif", "dev" -> output = args.next();
      case "connected" -> connected = true;
      case "vrf" -> output = Vrfs.require(session, args.next(), "Invalid VRF\n").name();
      case "uid" -> question.uid = (int) args.u32("invalid UID\n");
      case "fibmatch" -> question.fibMatch = true;
      case "as" -> newDestination(args);
      case "sport" -> question.sourcePort = args.u16("invalid sport\n");
      case "dport" -> question.destinationPort = args.u16("invalid dport\n");
      case "ipproto" -> question.protocol = IpProtocols.of(session, args.next());
      default -> question.notify = true;
    }
  }

  private void from(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("route");
    }
    Prefix prefix = prefix(word);
    if (!InetText.isEverything(word)) {
      question.source = prefix.address();
      question.sourceLength = prefix.length();
    }
  }

  private Prefix prefix(String word) {
    Prefix prefix = InetText.prefix(word, family);
    if (family == ProtocolFamily.UNSPEC && !InetText.isEverything(word)) {
      family = ProtocolFamily.of(prefix.family());
    }
    return prefix;
  }

  private void destination(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("route");
    }
    Prefix prefix = prefix(word);
    int bits = prefix.family().bits();
    if (family != ProtocolFamily.UNSPEC && prefix.length() != bits) {
      session.complain(
          "Warning: /"
              + prefix.length()
              + " as prefix is invalid, only /"
              + bits
              + " (or none) is supported.");
    }
    question.destination = InetText.isEverything(word) ? null : prefix.address();
    hasDestination = true;
  }

  private void tos(String word) {
    Integer tos = Dsfield.of(session, word);
    if (tos == null) {
      throw Args.invarg("TOS value is invalid\n", word);
    }
    question.tos = tos;
  }

  private void newDestination(Args args) {
    args.accept("to");
    InetText.address(args.next(), family);
    question.unsupported = true;
  }

  private void ask() throws FileException, NetlinkException {
    if (!hasDestination) {
      throw new Refusal("need at least a destination address");
    }
    if (input != null) {
      question.inputDevice = session.requireDevice(input);
    }
    if (output != null) {
      question.outputDevice = session.requireDevice(output);
    }
    Family asked = family.addresses();
    question.family = asked == null ? Family.IPV4 : asked;
    RouteSnapshot route = Routes.of(session.netns()).get(question);
    session.output().begin();
    RouteText text = new RouteText(session, RouteSelector.everything(session));
    text.show(route);
    if (connected) {
      text.show(route);
    }
    session.output().end();
    session.flush();
  }
}
