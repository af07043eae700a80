package dev.patchbay.device.tunnel;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What `ip link` reads and shows of every tunnel above IPv4; each kind adds its own words.
abstract class TunnelWords {
  private static final int EXIT = 255;

  // ---- reading

  /// What the kind prints as its help.
  abstract String help();

  /// Reads a word of the kind's own; false when it is none.
  abstract boolean parseOwn(String word, Args args, TunnelRequest request);

  /// What all words together must be.
  void checkAll(TunnelRequest request) {}

  final TunnelRequest parse(Args args, LinkParser links) {
    TunnelRequest request = new TunnelRequest();
    while (args.hasNext()) {
      String word = args.next();
      if (!parseOwn(word, args, request) && !parseCommon(word, args, links, request)) {
        throw unknown();
      }
    }
    checkAll(request);
    if (ttlNeedsPmtudisc() && or(request.ttl) != 0 && Boolean.FALSE.equals(request.pmtudisc)) {
      throw incompatible();
    }
    return request;
  }

  /// Refuses a word that nobody knows.
  final CommandException unknown() {
    return new CommandException(1, help().stripTrailing());
  }

  private static CommandException incompatible() {
    return new CommandException(EXIT, "ttl != 0 and nopmtudisc are incompatible");
  }

  /// Whether a TTL of its own goes only with Path MTU Discovery.
  boolean ttlNeedsPmtudisc() {
    return true;
  }

  /// Refuses a TTL that does not go with what the tunnel is already told.
  final void checkTtl(TunnelRequest request, TunnelParameters before) {
    int ttl = Objects.requireNonNullElse(request.ttl, before.ttl());
    if (ttlNeedsPmtudisc()
        && ttl != 0
        && !Objects.requireNonNullElse(request.pmtudisc, before.pmtudisc())) {
      throw incompatible();
    }
  }

  private static boolean parseCommon(
      String word, Args args, LinkParser links, TunnelRequest request) {
    switch (word) {
      case "remote" -> request.remote = address(args.next());
      case "local" -> request.local = address(args.next());
      case "dev" -> request.link = device(args.next(), links).index();
      case "ttl", "hoplimit", "hlim" -> request.ttl = ttl(args.next());
      case "tos", "tclass", "dsfield" -> request.tos = tos(args.next());
      case "pmtudisc" -> request.pmtudisc = true;
      case "nopmtudisc" -> request.pmtudisc = false;
      case "external" -> request.external = true;
      case "fwmark" -> request.mark = (int) args.u32("invalid fwmark\n");
      default -> {
        return encapsulation(word, args, request);
      }
    }
    return true;
  }

  /// Words about UDP between the tunnel and IP.
  private static boolean encapsulation(String word, Args args, TunnelRequest request) {
    switch (word) {
      case "noencap" -> request.encap = false;
      case "encap" -> request.encap = isEncap(args.next());
      case "encap-sport", "encap-dport" -> port(word, args);
      case "encap-csum",
          "noencap-csum",
          "encap-udp6-csum",
          "noencap-udp6-csum",
          "encap-remcsum",
          "noencap-remcsum" -> {
        // Of no consequence without encapsulation.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isEncap(String kind) {
    return switch (kind) {
      case "fou", "gue" -> true;
      case "none" -> false;
      default -> throw Args.invarg("Invalid encap type.", kind);
    };
  }

  private static void port(String word, Args args) {
    String port = args.next();
    boolean source = word.equals("encap-sport");
    if (!(source && port.equals("auto")) && Numbers.u16(port, 0).isEmpty()) {
      throw Args.invarg(source ? "Invalid source port." : "Invalid destination port.", port);
    }
  }

  /// An IPv4 address; `any` is 0.
  static int address(String word) {
    Ip ip = AddressWord.parse(word, Family.IPV4);
    if (ip == null) {
      throw new CommandException(
          1, "Error: inet address is expected rather than \"" + word + "\".");
    }
    return ip.toInt();
  }

  static NetDevice device(String name, LinkParser links) {
    NetDevice device = links.netns().device(name);
    if (device == null) {
      throw new CommandException(EXIT, "Cannot find device \"" + name + "\"");
    }
    return device;
  }

  private static int ttl(String word) {
    if (word.equals("inherit")) {
      return 0;
    }
    OptionalLong ttl = Numbers.u8(word, 0);
    return (int) ttl.orElseThrow(() -> Args.invarg("invalid TTL\n", word));
  }

  private static int tos(String word) {
    if (word.equals("inherit")) {
      return TunnelParameters.INHERIT_TOS;
    }
    OptionalLong tos = Numbers.u8(word, 16);
    return (int) tos.orElseThrow(() -> Args.invarg("bad TOS value", word));
  }

  static int or(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  // ---- showing

  abstract void show(TunnelKind.Shown shown, Output out);

  static void showExternal(TunnelParameters parameters, Output out) {
    if (parameters.external()) {
      out.flag("external", "external ", true);
    }
  }

  static void showAddresses(TunnelKind.Shown shown, Output out) {
    TunnelParameters parameters = shown.parameters();
    out.string("remote", "remote ", end(parameters.remote()), " ");
    out.string("local", "local ", end(parameters.local()), " ");
    if (shown.link() != null) {
      out.string("link", "dev ", shown.link(), " ");
    }
  }

  static void showEnds(TunnelKind.Shown shown, Output out) {
    TunnelParameters parameters = shown.parameters();
    showAddresses(shown, out);
    if (parameters.ttl() != 0) {
      out.number("ttl", "ttl ", parameters.ttl(), " ");
    } else {
      out.jsonNumber("ttl", 0);
      out.text("ttl inherit ");
    }
    showTos(parameters.tos(), out);
  }

  private static void showTos(int tos, Output out) {
    if (tos == 0) {
      return;
    }
    String text = "0x" + Integer.toHexString(tos);
    boolean inherit = tos == TunnelParameters.INHERIT_TOS && !out.isJson();
    out.string("tos", "tos ", inherit ? "inherit" : text, " ");
  }

  private static String end(int address) {
    return address == 0 ? "any" : Ip.format(address);
  }

  static void showMark(TunnelParameters parameters, Output out) {
    if (parameters.mark() != 0) {
      String mark = "0x" + Integer.toHexString(parameters.mark());
      out.string("fwmark", "fwmark ", mark, " ");
    }
  }
}
