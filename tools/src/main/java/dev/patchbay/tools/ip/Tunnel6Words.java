package dev.patchbay.tools.ip;

import dev.patchbay.core.LinkNames;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.tunnel6.Tunnel6Request;
import dev.patchbay.device.tunnel6.Tunnel6Requests;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip -6 tunnel` (`parse_args` of ip/ip6tunnel.c).
final class Tunnel6Words {
  private static final int EXIT = 255;
  private static final int MOST_LABEL = 0xf_ffff;

  private final Session session;
  private final Args args;
  private final boolean change;
  private final Tunnel6Request request = new Tunnel6Request();
  private String name = "";
  private String link = "";
  private boolean virtualInterface;

  private Tunnel6Words(Session session, Args args, boolean change) {
    this.session = session;
    this.args = args;
    this.change = change;
  }

  /// Reads them to the end; when a tunnel is to be changed its name comes first.
  static Tunnel6Words read(Session session, Args args, boolean change) {
    Tunnel6Words words = new Tunnel6Words(session, args, change);
    for (int count = 0; args.hasNext(); count++) {
      words.take(args.next(), count == 0);
    }
    words.finish();
    return words;
  }

  String name() {
    return name;
  }

  Tunnel6Request request() {
    return request;
  }

  /// The device of every namespace that stands for the mode.
  String base() {
    if (request.protocol != null && request.protocol == IpProtocol.GRE) {
      return "ip6gre0";
    }
    return virtualInterface ? "ip6_vti0" : "ip6tnl0";
  }

  private void take(String word, boolean first) {
    switch (word) {
      case "mode" -> mode(args.next());
      case "remote" -> request.remote = address(args.next());
      case "local" -> request.local = address(args.next());
      case "dev" -> link = args.next();
      case "encaplimit" -> limit(args.next());
      case "hoplimit", "ttl", "hlim" -> request.hopLimit = hops(args.next());
      case "tclass", "tc", "tos" -> request.trafficClass(trafficClass(args.next()));
      case "flowlabel", "fl" -> request.flowLabel(label(args.next()));
      case "dscp" -> dscp(args.next());
      case "allow-localremote" -> request.allowLocalRemote(true);
      case "noallow-localremote" -> request.allowLocalRemote(false);
      case "key", "ikey", "okey" -> key(word, args.next());
      case "seq", "iseq", "oseq" -> gre(word, Gre.SEQUENCE);
      case "csum", "icsum", "ocsum" -> gre(word, Gre.CHECKSUM);
      case "name" -> name(args.next(), first);
      default -> other(word, first);
    }
  }

  private void other(String word, boolean first) {
    if (Args.matches(word, "dsfield")) {
      request.trafficClass(trafficClass(args.next()));
    } else if (Args.matches(word, "help")) {
      throw Usage.of("tunnel6");
    } else {
      name(word, first);
    }
  }

  private void mode(String word) {
    request.protocol =
        switch (word) {
          case "ipv6/ipv6", "ip6ip6" -> IpProtocol.IPV6;
          case "vti6" -> {
            virtualInterface = true;
            yield IpProtocol.IPV6;
          }
          case "ip/ipv6", "ipv4/ipv6", "ipip6", "ip4ip6" -> IpProtocol.IPIP;
          case "ip6gre", "gre/ipv6" -> IpProtocol.GRE;
          case "any/ipv6", "any" -> 0;
          default -> throw new CommandException(EXIT, "Unknown tunnel mode \"" + word + "\"");
        };
  }

  private static Ip address(String word) {
    return InetText.address(word, ProtocolFamily.INET6);
  }

  private void limit(String word) {
    boolean none = word.equals("none");
    request.ignoreEncapLimit(none);
    if (!none) {
      request.encapLimit =
          (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid ELIM", word));
    }
  }

  private static int hops(String word) {
    if (word.equals("inherit")) {
      return 0;
    }
    return (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid TTL", word));
  }

  private static @Nullable Integer trafficClass(String word) {
    if (word.equals("inherit")) {
      return null;
    }
    return (int) Numbers.u8(word, 16).orElseThrow(() -> Args.invarg("invalid TClass", word));
  }

  private static @Nullable Integer label(String word) {
    if (word.equals("inherit")) {
      return null;
    }
    OptionalLong label = Numbers.u32(word, 16);
    if (label.isEmpty() || label.getAsLong() > MOST_LABEL) {
      throw Args.invarg("invalid Flowlabel", word);
    }
    return (int) label.getAsLong();
  }

  private void dscp(String word) {
    if (!word.equals("inherit")) {
      throw Args.invarg("not inherit", word);
    }
    request.copyDscp();
  }

  private void key(String word, String key) {
    request.key(TunnelWords.keyOf(word, key), true, !word.startsWith("o"), !word.startsWith("i"));
  }

  private void gre(String word, int flag) {
    request.gre(flag, true, !word.startsWith("o"), !word.startsWith("i"));
  }

  private void name(String word, boolean first) {
    if (!name.isEmpty()) {
      throw Args.garbage("name", word);
    }
    if (!LinkNames.isValid(word)) {
      throw Args.invarg("\"name\" not a valid ifname", word);
    }
    name = word;
    if (change && first) {
      checkThere(word);
    }
  }

  private void checkThere(String word) {
    try {
      Tunnel6Requests.get(session.netns(), word);
    } catch (NetlinkException e) {
      throw new Refusal("get tunnel \"" + word + "\" failed: " + e.errno().text());
    }
  }

  private void finish() {
    if (link.isEmpty()) {
      return;
    }
    NetDevice device = session.netns().device(link);
    if (device == null) {
      throw new Refusal("Cannot find device \"" + link + "\"");
    }
    request.link = device.index();
  }
}
