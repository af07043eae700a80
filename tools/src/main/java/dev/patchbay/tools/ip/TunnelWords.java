package dev.patchbay.tools.ip;

import dev.patchbay.core.LinkNames;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.tunnel.TunnelRequest;
import dev.patchbay.device.tunnel.TunnelRequests;
import dev.patchbay.device.tunnel.TunnelSnapshot;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.tools.iproute.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip tunnel` (`parse_args`).
final class TunnelWords {
  private static final int EXIT = 255;

  private static final List<String> ABOVE_IPV6 =
      List.of(
          "ipv6/ipv6",
          "ip6ip6",
          "vti6",
          "ip/ipv6",
          "ipv4/ipv6",
          "ipip6",
          "ip4ip6",
          "ip6gre",
          "gre/ipv6",
          "any/ipv6",
          "any");

  private final Session session;
  private final Args args;
  private final boolean change;
  private final TunnelRequest request = new TunnelRequest();
  private String name = "";
  private @Nullable NetDevice link;
  private boolean virtualInterface;
  private @Nullable TunnelSnapshot old;

  private TunnelWords(Session session, Args args, boolean change) {
    this.session = session;
    this.args = args;
    this.change = change;
  }

  /// Reads them to the end; when a tunnel is to be changed its name comes first, and what is not
  /// said stays as it is.
  static TunnelWords read(Session session, Args args, boolean change) {
    TunnelWords words = new TunnelWords(session, args, change);
    for (int count = 0; args.hasNext(); count++) {
      words.take(args.next(), count == 0);
    }
    words.finish();
    return words;
  }

  String name() {
    return name;
  }

  TunnelRequest request() {
    return request;
  }

  /// The device of every namespace that stands for the mode, or null when no mode was said
  /// (`tnl_defname`).
  @Nullable String base() {
    return switch (protocol()) {
      case IpProtocol.IPIP -> virtualInterface ? "ip_vti0" : "tunl0";
      case IpProtocol.GRE -> "gre0";
      case IpProtocol.IPV6 -> "sit0";
      default -> null;
    };
  }

  private int protocol() {
    return Objects.requireNonNullElse(request.protocol, 0);
  }

  private void take(String word, boolean first) {
    switch (word) {
      case "mode" -> mode(args.next());
      case "key", "ikey", "okey" -> key(word, keyOf(word, args.next()));
      case "seq", "iseq", "oseq" -> flag(word, Gre.SEQUENCE);
      case "csum", "icsum", "ocsum" -> flag(word, Gre.CHECKSUM);
      case "nopmtudisc" -> request.pmtudisc = false;
      case "pmtudisc" -> request.pmtudisc = true;
      case "remote" -> request.remote = address(args.next());
      case "local" -> request.local = address(args.next());
      case "dev" -> device(args.next());
      case "ttl", "hoplimit", "hlim" -> ttl(args.next());
      case "tos", "tclass", "dsfield" -> request.tos = tos(args.next());
      case "name" -> name(args.next(), first);
      default -> {
        if (Args.matches(word, "help")) {
          throw Usage.of("tunnel");
        }
        name(word, first);
      }
    }
  }

  private void mode(String word) {
    int asked =
        switch (word) {
          case "ipip", "ip/ip", "vti" -> IpProtocol.IPIP;
          case "gre", "gre/ip" -> IpProtocol.GRE;
          case "sit", "ipv6/ip", "isatap" -> IpProtocol.IPV6;
          default -> throw new CommandException(EXIT, "Unknown tunnel mode \"" + word + "\"");
        };
    if (protocol() != 0 && protocol() != asked) {
      throw new CommandException(EXIT, "You managed to ask for more than one tunnel mode.");
    }
    request.protocol = asked;
    virtualInterface |= word.equals("vti");
    if (word.equals("isatap")) {
      request.isatap = true;
    }
  }

  /// Whether the words name a mode above IPv6, which is another command's.
  static boolean isAboveIpv6(List<String> words) {
    int mode = words.indexOf("mode");
    return mode >= 0 && mode + 1 < words.size() && ABOVE_IPV6.contains(words.get(mode + 1));
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
      old = old(word);
      request.protocol = old.protocol();
    }
  }

  private TunnelSnapshot old(String word) {
    try {
      return TunnelRequests.get(session.netns(), word, new TunnelRequest());
    } catch (NetlinkException e) {
      throw new Refusal("get tunnel \"" + word + "\" failed: " + e.errno().text());
    }
  }

  private void device(String word) {
    link = session.netns().device(word);
    if (link == null) {
      throw new Refusal("Cannot find device \"" + word + "\"");
    }
    request.link = link.index();
  }

  /// `inherit` leaves it as it is, which is what a new tunnel begins with.
  private void ttl(String word) {
    if (!word.equals("inherit")) {
      request.ttl = (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid TTL\n", word));
    }
  }

  /// A field; `inherit` and `inherit/FIELD` set the lowest bit.
  private int tos(String word) {
    boolean inherits = word.startsWith("inherit");
    String rest = inherits ? word.substring("inherit".length()) : word;
    if (inherits && rest.isEmpty()) {
      return 1;
    }
    Integer tos = Dsfield.of(session, inherits && rest.startsWith("/") ? rest.substring(1) : rest);
    if (tos == null) {
      throw Args.invarg("bad TOS value", word);
    }
    return inherits ? tos | 1 : tos;
  }

  static int address(String word) {
    Ip ip = InetText.parse(word, Family.IPV4);
    if (ip == null) {
      throw new Refusal("Error: an IP address is expected rather than \"" + word + "\"");
    }
    return ip.toInt();
  }

  static int keyOf(String word, String key) {
    if (key.indexOf('.') >= 0) {
      return address(key);
    }
    OptionalLong number = Numbers.u32(key, 0);
    if (number.isEmpty()) {
      throw new CommandException(
          EXIT,
          "invalid value for \"" + word + "\": \"" + key + "\"; it should be an unsigned integer");
    }
    return (int) number.getAsLong();
  }

  private void key(String word, int key) {
    flag(word, Gre.KEY);
    if (!word.startsWith("o")) {
      request.inputKey = key;
    }
    if (!word.startsWith("i")) {
      request.outputKey = key;
    }
  }

  private void flag(String word, int flag) {
    if (!word.startsWith("o")) {
      request.inputFlags = flag | Objects.requireNonNullElse(request.inputFlags, 0);
    }
    if (!word.startsWith("i")) {
      request.outputFlags = flag | Objects.requireNonNullElse(request.outputFlags, 0);
    }
  }

  private boolean hasKey() {
    int flags =
        Objects.requireNonNullElse(request.inputFlags, 0)
            | Objects.requireNonNullElse(request.outputFlags, 0);
    return (flags & Gre.KEY) != 0;
  }

  // ---- all together

  private void finish() {
    if (protocol() == 0) {
      guessMode();
    }
    if (hasKey() && protocol() != IpProtocol.GRE && !virtualInterface) {
      throw new Refusal("Keys are not allowed with ipip and sit tunnels");
    }
    int remote = Objects.requireNonNullElse(request.remote, 0);
    if (Ipv4.isMulticast(remote)) {
      finishGroup(remote);
    }
    TunnelSnapshot before = old;
    int oldTtl = before == null ? 0 : before.ttl();
    boolean oldDiscovery = before == null || before.pmtudisc();
    if (Objects.requireNonNullElse(request.ttl, oldTtl) != 0
        && !Objects.requireNonNullElse(request.pmtudisc, oldDiscovery)) {
      throw new Refusal("ttl != 0 and nopmtudisc are incompatible");
    }
  }

  private void guessMode() {
    if (name.startsWith("gre")) {
      request.protocol = IpProtocol.GRE;
    } else if (name.startsWith("ipip")) {
      request.protocol = IpProtocol.IPIP;
    } else if (name.startsWith("sit")) {
      request.protocol = IpProtocol.IPV6;
    } else if (name.startsWith("isatap")) {
      request.protocol = IpProtocol.IPV6;
      request.isatap = true;
    } else if (name.startsWith("vti")) {
      request.protocol = IpProtocol.IPIP;
      virtualInterface = true;
    }
  }

  private void finishGroup(int remote) {
    if (Objects.requireNonNullElse(request.inputKey, 0) == 0) {
      key("ikey", remote);
    }
    if (Objects.requireNonNullElse(request.outputKey, 0) == 0) {
      key("okey", remote);
    }
    if (Objects.requireNonNullElse(request.local, 0) == 0) {
      throw new Refusal("A broadcast tunnel requires a source address");
    }
  }

  /// Whether a list of tunnels shows this one.
  boolean selects(TunnelSnapshot tunnel) {
    return (link == null || tunnel.linkIndex() == link.index())
        && (name.isEmpty() || name.equals(tunnel.name()))
        && isAsked(request.remote, tunnel.remote())
        && isAsked(request.local, tunnel.local())
        && isAsked(request.inputKey, tunnel.inputKey());
  }

  private static boolean isAsked(@Nullable Integer asked, int value) {
    return asked == null || asked == 0 || asked == value;
  }
}
