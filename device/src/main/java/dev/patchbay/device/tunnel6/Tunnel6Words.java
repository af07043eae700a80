package dev.patchbay.device.tunnel6;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tunnel6.Tunnel6Kind.Shown;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What `ip link` reads and shows of tunnels above IPv6; each kind adds its own words.
abstract class Tunnel6Words {
  static final int EXIT = 255;

  private static final int USUAL_HOPS = 64;
  private static final int USUAL_LIMIT = 4;

  // ---- reading

  /// What the kind prints as its help.
  abstract String help();

  /// Reads a word of the kind's own; false when it is none.
  abstract boolean parseOwn(String word, Args args, Tunnel6Request request);

  /// What `ip` says of a tunnel of which the user says nothing.
  Tunnel6Parameters usual(int protocol) {
    Tunnel6Request request = new Tunnel6Request();
    request.hopLimit = USUAL_HOPS;
    request.encapLimit = USUAL_LIMIT;
    return request.over(Tunnel6Parameters.plain(protocol, false));
  }

  final Tunnel6Request parse(Args args, LinkParser links) {
    Tunnel6Request request = new Tunnel6Request();
    while (args.hasNext()) {
      String word = args.next();
      if (!parseOwn(word, args, request) && !parseEnds(word, args, links, request)) {
        throw new CommandException(1, help().stripTrailing());
      }
    }
    return request;
  }

  private static boolean parseEnds(
      String word, Args args, LinkParser links, Tunnel6Request request) {
    switch (word) {
      case "remote" -> request.remote = address(args.next());
      case "local" -> request.local = address(args.next());
      case "dev" -> request.link = device(args.next(), links).index();
      default -> {
        return false;
      }
    }
    return true;
  }

  /// What all but `vti6` read.
  static boolean parseCommon(String word, Args args, Tunnel6Request request) {
    switch (word) {
      case "ttl", "hoplimit", "hlim" -> request.hopLimit = hops(args.next());
      case "tclass", "tc", "tos", "dsfield" -> request.trafficClass(trafficClass(args.next()));
      case "flowlabel", "fl" -> request.flowLabel(label(args.next()));
      case "dscp" -> dscp(args.next(), request);
      case "fwmark" -> request.mark(mark(args));
      case "allow-localremote" -> request.allowLocalRemote(true);
      case "noallow-localremote" -> request.allowLocalRemote(false);
      case "external" -> request.external = true;
      default -> {
        return parseEncap(word, args, request);
      }
    }
    return true;
  }

  private static boolean parseEncap(String word, Args args, Tunnel6Request request) {
    switch (word) {
      case "noencap" -> request.encap = false;
      case "encap" -> request.encap = isEncap(args.next());
      case "encap-sport", "encap-dport" -> port(word, args.next());
      case "encap-csum",
          "noencap-csum",
          "encap-udp6-csum",
          "noencap-udp6-csum",
          "encap-remcsum",
          "noencap-remcsum" -> {
        // Of no consequence without UDP.
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

  private static void port(String word, String port) {
    boolean source = word.equals("encap-sport");
    if (!(source && port.equals("auto")) && Numbers.u16(port, 0).isEmpty()) {
      throw Args.invarg(source ? "Invalid source port." : "Invalid destination port.", port);
    }
  }

  static Ip address(String word) {
    Ip ip = AddressWord.parse(word, Family.IPV6);
    if (ip == null) {
      throw new CommandException(
          1, "Error: inet6 address is expected rather than \"" + word + "\".");
    }
    return ip;
  }

  private static NetDevice device(String name, LinkParser links) {
    NetDevice device = links.netns().device(name);
    if (device == null) {
      throw new CommandException(EXIT, "Cannot find device \"" + name + "\"");
    }
    return device;
  }

  private static int hops(String word) {
    if (word.equals("inherit")) {
      return 0;
    }
    return (int) Numbers.u8(word, 0).orElseThrow(() -> Args.invarg("invalid HLIM\n", word));
  }

  /// A class, or null for `inherit`.
  private static @Nullable Integer trafficClass(String word) {
    if (word.equals("inherit")) {
      return null;
    }
    return (int) Numbers.u8(word, 16).orElseThrow(() -> Args.invarg("invalid TClass", word));
  }

  /// A label, or null for `inherit`.
  private static @Nullable Integer label(String word) {
    if (word.equals("inherit")) {
      return null;
    }
    OptionalLong label = Numbers.u32(word, 16);
    if (label.isEmpty() || label.getAsLong() > Tunnel6Parameters.LABEL) {
      throw Args.invarg("invalid Flowlabel", word);
    }
    return (int) label.getAsLong();
  }

  private static void dscp(String word, Tunnel6Request request) {
    if (!word.equals("inherit")) {
      throw Args.invarg("not inherit", word);
    }
    request.copyDscp();
  }

  /// A mark, or null for `inherit`.
  private static @Nullable Integer mark(Args args) {
    if ("inherit".equals(args.peek())) {
      args.skip();
      return null;
    }
    return (int) args.u32("invalid fwmark\n");
  }

  /// Reads a key: a number, or an address's four bytes.
  static int key(String name, String word) {
    Ip quad = word.indexOf('.') < 0 ? null : AddressWord.parse(word, Family.IPV4);
    if (quad != null) {
      return quad.toInt();
    }
    OptionalLong key = Numbers.u32(word, 0);
    if (key.isEmpty()) {
      String wrong = "invalid value for \"" + name + "\": \"" + word + "\"; ";
      throw new CommandException(EXIT, wrong + "it should be an unsigned integer");
    }
    return (int) key.getAsLong();
  }

  // ---- showing

  abstract void show(Shown shown, Output out);

  static void showExternal(Tunnel6Parameters parameters, Output out) {
    if (parameters.external()) {
      out.flag("external", "external ", true);
    }
  }

  static void showEnds(Shown shown, Output out) {
    out.string("remote", "remote ", end(shown.parameters().remote()), " ");
    out.string("local", "local ", end(shown.parameters().local()), " ");
    if (shown.link() != null) {
      out.string("link", "dev ", shown.link(), " ");
    }
  }

  private static String end(Ip address) {
    return address.isUnspecified() ? "any" : address.text();
  }

  /// What the outer header says.
  static void showHeader(Tunnel6Parameters its, Output out) {
    if (its.hopLimit() != 0 || out.isJson()) {
      out.number("ttl", "hoplimit ", its.hopLimit(), " ");
    } else {
      out.text("hoplimit inherit ");
    }
    if (its.has(Tunnel6Parameters.IGNORE_ENCAP_LIMIT)) {
      out.flag("ip6_tnl_f_ign_encap_limit", "encaplimit none ", true);
    } else {
      out.number("encap_limit", "encaplimit ", its.encapLimit(), " ");
    }
    if (its.has(Tunnel6Parameters.INHERIT_CLASS)) {
      out.flag("ip6_tnl_f_use_orig_tclass", "tclass inherit ", true);
    } else {
      out.string("tclass", "tclass ", hex("0x%02x", its.trafficClass()), " ");
    }
    if (its.has(Tunnel6Parameters.INHERIT_LABEL)) {
      out.flag("ip6_tnl_f_use_orig_flowlabel", "flowlabel inherit ", true);
    } else {
      out.string("flowlabel", "flowlabel ", hex("0x%05x", its.flowLabel()), " ");
    }
    if (its.has(Tunnel6Parameters.COPY_DSCP)) {
      out.flag("ip6_tnl_f_rcv_dscp_copy", "dscp inherit ", true);
    }
    if (its.has(Tunnel6Parameters.ALLOW_LOCAL_REMOTE)) {
      out.flag("ip6_tnl_f_allow_local_remote", "allow-localremote ", true);
    }
  }

  private static String hex(String format, int value) {
    return String.format(Locale.ROOT, format, value);
  }

  static void showMark(Tunnel6Parameters its, Output out) {
    if (its.has(Tunnel6Parameters.INHERIT_MARK)) {
      out.flag("ip6_tnl_f_use_orig_fwmark", "fwmark inherit ", true);
    } else if (its.mark() != 0) {
      out.string("fwmark", "fwmark ", "0x" + Integer.toHexString(its.mark()), " ");
    }
  }
}
