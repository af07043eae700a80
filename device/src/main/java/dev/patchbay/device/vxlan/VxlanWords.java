package dev.patchbay.device.vxlan;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `ip link` reads and shows of VXLAN devices (ip/iplink_vxlan.c).
final class VxlanWords {
  static final String HELP =
      """
      Usage: ... vxlan id VNI
      		[ { group | remote } IP_ADDRESS ]
      		[ local ADDR ]
      		[ ttl TTL ]
      		[ tos TOS ]
      		[ df DF ]
      		[ flowlabel LABEL ]
      		[ dev PHYS_DEV ]
      		[ dstport PORT ]
      		[ srcport MIN MAX ]
      		[ [no]learning ]
      		[ [no]proxy ]
      		[ [no]rsc ]
      		[ [no]l2miss ]
      		[ [no]l3miss ]
      		[ ageing SECONDS ]
      		[ maxaddress NUMBER ]
      		[ [no]udpcsum ]
      		[ [no]udp6zerocsumtx ]
      		[ [no]udp6zerocsumrx ]
      		[ [no]remcsumtx ] [ [no]remcsumrx ]
      		[ [no]external ] [ gbp ] [ gpe ]
      		[ [no]vnifilter ]

      Where:	VNI	:= 0-16777215
      	ADDR	:= { IP_ADDRESS | any }
      	TOS	:= { NUMBER | inherit }
      	TTL	:= { 1..255 | auto | inherit }
      	DF	:= { unset | set | inherit }
      	LABEL := 0-1048575
      """;

  private static final String NO_PORT =
      """
      vxlan: destination port not specified
      Will use Linux kernel default (non-standard value)
      Use 'dstport 4789' to get the IANA assigned value
      Use 'dstport 0' to get default and quiet this message\
      """;

  private static final int EXIT = 255;
  private static final long NETWORKS = 1 << 24;
  private static final int MOST_LABEL = 0xf_ffff;
  private static final int GPE_PORT = 4790;

  /// In the order in which a word is compared with them: each may be abbreviated.
  private static final List<String> WORDS =
      List.of(
          "id",
          "vni",
          "group",
          "remote",
          "local",
          "dev",
          "ttl",
          "hoplimit",
          "tos",
          "dsfield",
          "df",
          "label",
          "flowlabel",
          "ageing",
          "maxaddress",
          "port",
          "srcport",
          "dstport",
          "nolearning",
          "learning",
          "noproxy",
          "proxy",
          "norsc",
          "rsc",
          "nol2miss",
          "l2miss",
          "nol3miss",
          "l3miss",
          "udpcsum",
          "noudpcsum",
          "udp6zerocsumtx",
          "noudp6zerocsumtx",
          "udp6zerocsumrx",
          "noudp6zerocsumrx",
          "remcsumtx",
          "noremcsumtx",
          "remcsumrx",
          "noremcsumrx",
          "external",
          "noexternal",
          "gbp",
          "gpe");

  /// What is refused when it is said again where it is read.
  private static final Set<String> OTHERWISE_CHECKED =
      Set.of("id", "vni", "group", "remote", "local");

  private static final Set<String> WITH_VALUE =
      Set.of("dev", "ttl", "tos", "df", "flowlabel", "ageing", "maxaddress", "srcport", "dstport");

  private VxlanWords() {}

  // ---- reading

  static VxlanRequest parse(Args args, LinkParser links) {
    VxlanRequest request = new VxlanRequest();
    Family family = null;
    Set<String> seen = new HashSet<>();
    while (args.hasNext()) {
      String said = args.next();
      String word =
          WORDS.stream().filter(full -> Args.matches(said, full)).findFirst().orElse(said);
      checkNew(word, said, args, seen);
      switch (word) {
        case "group", "remote" -> {
          remote(word, args.next(), family, request);
          family = family(request.remote, family);
        }
        case "local" -> {
          local(args.next(), family, request);
          family = family(request.local, family);
        }
        case "dev" -> request.link = device(args.next(), links).index();
        default -> {
          if (!number(word, args, request) && !flag(word, request)) {
            throw unknown(said);
          }
        }
      }
    }
    check(request, links);
    return request;
  }

  /// Refuses what has been said already.
  private static void checkNew(String word, String said, Args args, Set<String> seen) {
    String key =
        switch (word) {
          case "hoplimit" -> "ttl";
          case "dsfield" -> "tos";
          case "label" -> "flowlabel";
          case "port" -> "srcport";
          default -> word.startsWith("no") ? word.substring(2) : word;
        };
    boolean ofItsOwn = OTHERWISE_CHECKED.contains(key) || !WORDS.contains(word);
    if (!ofItsOwn && !seen.add(key)) {
      throw WITH_VALUE.contains(key) ? Args.garbage(key, args.next()) : Args.garbage(said, said);
    }
  }

  private static @Nullable Family family(@Nullable Ip address, @Nullable Family before) {
    return address == null ? before : address.family();
  }

  private static CommandException unknown(String word) {
    String prefix = Args.matches(word, "help") ? "" : "vxlan: unknown command \"" + word + "\"?\n";
    return new CommandException(1, prefix + HELP.stripTrailing());
  }

  private static CommandException refuse(String message) {
    return new CommandException(1, message);
  }

  private static boolean number(String word, Args args, VxlanRequest request) {
    switch (word) {
      case "id", "vni" -> request.network = network(request.network, args.next());
      case "ttl", "hoplimit" -> ttl(args.next(), request);
      case "tos", "dsfield" -> request.tos = tos(args.next());
      case "df" -> request.df = df(args.next());
      case "flowlabel", "label" -> request.label = label(args.next());
      case "ageing" -> request.ageing = orNone("none", args.next(), "ageing timer");
      case "maxaddress" -> request.limit = orNone("unlimited", args.next(), "max addresses");
      case "port", "srcport" ->
          request.sourcePorts = new int[] {args.u16("min port"), args.u16("max port")};
      case "dstport" -> request.port = args.u16("dst port");
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int network(@Nullable Integer before, String word) {
    if (before != null) {
      throw Args.garbage("id", word);
    }
    OptionalLong id = Numbers.u32(word, 0);
    if (id.isEmpty() || id.getAsLong() >= NETWORKS) {
      throw Args.invarg("invalid id", word);
    }
    return (int) id.getAsLong();
  }

  private static void remote(
      String keyword, String word, @Nullable Family family, VxlanRequest request) {
    if (request.remote != null) {
      throw request.remoteWord.equals(keyword)
          ? Args.garbage(keyword, word)
          : refuse("vxlan: both group and remote cannot be specified");
    }
    Ip address = address(word, family);
    boolean group = keyword.equals("group");
    if (address.isUnspecified() || address.isMulticast() != group) {
      throw Args.invarg("invalid " + keyword + " address", word);
    }
    request.remote = address;
    request.remoteWord = keyword;
  }

  private static void local(String word, @Nullable Family family, VxlanRequest request) {
    if (request.local != null) {
      throw Args.garbage("local", word);
    }
    Ip address = address(word, family);
    if (address.isMulticast()) {
      throw Args.invarg("invalid local address", word);
    }
    request.local = address.isUnspecified() ? null : address;
  }

  private static Ip address(String word, @Nullable Family family) {
    Ip ip = AddressWord.parse(word, family);
    if (ip == null) {
      String kind = family == null ? "any valid" : family == Family.IPV6 ? "inet6" : "inet";
      throw refuse("Error: " + kind + " address is expected rather than \"" + word + "\".");
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

  private static void ttl(String word, VxlanRequest request) {
    if (word.equals("inherit")) {
      request.flag(VxlanFlag.TTL_INHERIT, true);
    } else if (word.equals("auto")) {
      request.ttl = 0;
    } else {
      OptionalLong ttl = Numbers.u32(word, 0);
      if (ttl.isEmpty()) {
        throw Args.invarg("invalid TTL", word);
      }
      if (ttl.getAsLong() > 255) {
        throw Args.invarg("TTL must be <= 255", word);
      }
      request.ttl = (int) ttl.getAsLong();
    }
  }

  private static int tos(String word) {
    if (word.equals("inherit")) {
      return 1;
    }
    return (int) Numbers.u8(word, 16).orElseThrow(() -> Args.invarg("bad TOS value", word));
  }

  private static int df(String word) {
    return switch (word) {
      case "unset" -> VxlanConfig.DF_UNSET;
      case "set" -> VxlanConfig.DF_SET;
      case "inherit" -> VxlanConfig.DF_INHERIT;
      default -> throw Args.invarg("DF must be 'unset', 'set' or 'inherit'", word);
    };
  }

  private static int label(String word) {
    OptionalLong label = Numbers.u32(word, 0);
    if (label.isEmpty() || label.getAsLong() > MOST_LABEL) {
      throw Args.invarg("invalid flowlabel", word);
    }
    return (int) label.getAsLong();
  }

  private static long orNone(String none, String word, String message) {
    if (word.equals(none)) {
      return 0;
    }
    return Numbers.u32(word, 0).orElseThrow(() -> Args.invarg(message, word));
  }

  private static boolean flag(String word, VxlanRequest request) {
    boolean on = !word.startsWith("no");
    switch (on ? word : word.substring(2)) {
      case "learning" -> request.flag(VxlanFlag.LEARNING, on);
      case "proxy" -> request.flag(VxlanFlag.PROXY, on);
      case "rsc" -> request.flag(VxlanFlag.RSC, on);
      case "l2miss" -> request.flag(VxlanFlag.L2MISS, on);
      case "l3miss" -> request.flag(VxlanFlag.L3MISS, on);
      case "udpcsum" -> request.flag(VxlanFlag.NO_UDP_CSUM, !on);
      case "udp6zerocsumtx" -> request.flag(VxlanFlag.UDP_ZERO_CSUM6_TX, on);
      case "udp6zerocsumrx" -> request.flag(VxlanFlag.UDP_ZERO_CSUM6_RX, on);
      case "remcsumtx" -> request.flag(VxlanFlag.REMCSUM_TX, on);
      case "remcsumrx" -> request.flag(VxlanFlag.REMCSUM_RX, on);
      case "external" -> {
        request.flag(VxlanFlag.COLLECT_METADATA, on);
        if (on) {
          // What is learned could not say of which network it is.
          request.flag(VxlanFlag.LEARNING, false);
        }
      }
      case "vnifilter" -> request.flag(VxlanFlag.VNIFILTER, on);
      case "gbp" -> request.flag(VxlanFlag.GBP, true);
      case "gpe" -> request.flag(VxlanFlag.GPE, true);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void check(VxlanRequest request, LinkParser links) {
    boolean external = VxlanFlag.COLLECT_METADATA.in(request.flags);
    if (external && request.network != null) {
      throw refuse("vxlan: both 'external' and vni cannot be specified");
    }
    if (VxlanFlag.VNIFILTER.in(request.flags) && !external) {
      throw refuse("vxlan: vnifilter is valid only when 'external' is set");
    }
    boolean creates = links.creates();
    if (creates && !external && request.network == null) {
      throw refuse("vxlan: missing virtual network identifier");
    }
    if (request.remote != null && request.remote.isMulticast() && request.link == null) {
      throw refuse("vxlan: 'group' requires 'dev' to be specified");
    }
    if (request.port == null && VxlanFlag.GPE.in(request.flags)) {
      request.port = GPE_PORT;
    } else if (request.port == null && creates) {
      links.warn(NO_PORT);
    }
  }

  // ---- showing

  static void show(Vxlan.Shown shown, Output out) {
    VxlanConfig config = shown.config();
    showIf("external", config.is(VxlanFlag.COLLECT_METADATA), " ", out);
    showIf("vnifilter", config.is(VxlanFlag.VNIFILTER), "", out);
    out.number("id", "id ", config.network(), " ");
    showEnds(shown, out);
    if (out.isJson()) {
      out.openObject("port_range");
      out.jsonNumber("low", config.firstPort());
      out.jsonNumber("high", config.lastPort());
      out.closeObject();
    } else {
      out.text("srcport " + config.firstPort() + " " + config.lastPort() + " ");
    }
    out.number("port", "dstport ", config.port(), " ");
    out.jsonBoolean("learning", config.is(VxlanFlag.LEARNING));
    out.text(config.is(VxlanFlag.LEARNING) ? "" : "nolearning ");
    showIf("proxy", config.is(VxlanFlag.PROXY), " ", out);
    showIf("rsc", config.is(VxlanFlag.RSC), " ", out);
    showIf("l2miss", config.is(VxlanFlag.L2MISS), " ", out);
    showIf("l3miss", config.is(VxlanFlag.L3MISS), " ", out);
    showHeader(config, out);
    if (config.ageing() == 0) {
      out.string("ageing", "ageing ", "none", " ");
    } else {
      out.number("ageing", "ageing ", config.ageing(), " ");
    }
    if (config.limit() != 0) {
      out.number("limit", "maxaddr ", config.limit(), " ");
    }
    showChecksums(config, out);
    showIf("gbp", config.is(VxlanFlag.GBP), " ", out);
    showIf("gpe", config.is(VxlanFlag.GPE), " ", out);
  }

  private static void showEnds(Vxlan.Shown shown, Output out) {
    VxlanConfig config = shown.config();
    Ip remote = config.remote();
    String six = remote.isV6() && out.isJson() ? "6" : "";
    if (!remote.isUnspecified()) {
      String word = remote.isMulticast() ? "group" : "remote";
      out.string(word + six, word + " ", remote.text(), " ");
    }
    if (!config.local().isUnspecified()) {
      out.string("local" + six, "local ", config.local().text(), " ");
    }
    if (shown.link() != null) {
      out.string("link", "dev ", shown.link(), " ");
    }
  }

  private static void showHeader(VxlanConfig config, Output out) {
    if (config.tos() != 0) {
      String tos = "0x" + Integer.toHexString(config.tos());
      out.string("tos", "tos ", config.tos() == 1 && !out.isJson() ? "inherit" : tos, " ");
    }
    if (config.is(VxlanFlag.TTL_INHERIT)) {
      out.text("ttl inherit ");
    } else if (config.ttl() != 0 || out.isJson()) {
      out.number("ttl", "ttl ", config.ttl(), " ");
    } else {
      out.text("ttl auto ");
    }
    String df =
        switch (config.df()) {
          case VxlanConfig.DF_SET -> "set";
          case VxlanConfig.DF_INHERIT -> "inherit";
          default -> "unset";
        };
    if (out.isJson() || config.df() != VxlanConfig.DF_UNSET) {
      out.string("df", "df ", df, " ");
    }
    if (config.label() != 0) {
      out.string("label", "flowlabel ", "0x" + Integer.toHexString(config.label()), " ");
    }
  }

  private static void showChecksums(VxlanConfig config, Output out) {
    showEither("udp_csum", "udpcsum ", !config.is(VxlanFlag.NO_UDP_CSUM), out);
    showEither("udp_zero_csum6_tx", "udp6zerocsumtx ", config.is(VxlanFlag.UDP_ZERO_CSUM6_TX), out);
    showEither("udp_zero_csum6_rx", "udp6zerocsumrx ", config.is(VxlanFlag.UDP_ZERO_CSUM6_RX), out);
    if (config.is(VxlanFlag.REMCSUM_TX)) {
      out.flag("remcsum_tx", "remcsumtx ", true);
    }
    if (config.is(VxlanFlag.REMCSUM_RX)) {
      out.flag("remcsum_rx", "remcsumrx ", true);
    }
  }

  private static void showEither(String key, String text, boolean on, Output out) {
    out.jsonBoolean(key, on);
    out.text(on ? text : "no" + text);
  }

  private static void showIf(String word, boolean on, String after, Output out) {
    if (on) {
      out.flag(word, word + after, true);
    }
  }
}
