package dev.patchbay.device.geneve;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.geneve.GeneveConfig.Df;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import java.util.OptionalLong;

/// What `ip link` reads and shows of Geneve devices (ip/iplink_geneve.c).
final class GeneveWords {
  static final String HELP =
      """
      Usage: ... geneve id VNI
      		remote ADDR
      		[ ttl TTL ]
      		[ tos TOS ]
      		[ df DF ]
      		[ flowlabel LABEL ]
      		[ dstport PORT ]
      		[ [no]external ]
      		[ [no]udpcsum ]
      		[ [no]udp6zerocsumtx ]
      		[ [no]udp6zerocsumrx ]
      		[ innerprotoinherit ]

      Where:	VNI   := 0-16777215
      	ADDR  := IP_ADDRESS
      	TOS   := { NUMBER | inherit }
      	TTL   := { 1..255 | auto | inherit }
      	DF    := { unset | set | inherit }
      	LABEL := 0-1048575
      """;

  private static final int MOST_LABEL = 0xf_ffff;
  private static final int MOST_TTL = 255;

  private final Args args;
  private final GeneveRequest request = new GeneveRequest();

  private GeneveWords(Args args) {
    this.args = args;
  }

  // ---- reading

  static GeneveRequest parse(Args args, LinkParser links) {
    GeneveWords words = new GeneveWords(args);
    while (args.hasNext()) {
      String word = args.next();
      if (!words.value(word) && !words.flag(word)) {
        String prefix =
            Args.matches(word, "help") ? "" : "geneve: unknown command \"" + word + "\"?\n";
        throw new CommandException(1, prefix + HELP.stripTrailing());
      }
    }
    words.check(links.creates());
    return words.request;
  }

  private static CommandException refuse(String message) {
    return new CommandException(1, message);
  }

  private static void once(boolean first, String key, String word) {
    if (!first) {
      throw Args.garbage(key, word);
    }
  }

  private boolean value(String word) {
    switch (word) {
      case "id", "vni" -> network(args.next());
      case "remote" -> remote(args.next());
      case "ttl", "hoplimit" -> ttl(args.next());
      case "tos", "dsfield" -> tos(args.next());
      case "df" -> df(args.next());
      case "label", "flowlabel" -> label(args.next());
      case "dstport" -> {
        once(request.port == null, "dstport", word);
        request.port = args.u16("dstport");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean flag(String word) {
    boolean on = !word.startsWith("no");
    switch (on ? word : word.substring(2)) {
      case "external" -> {
        once(request.external == null, word, word);
        request.external = on;
      }
      case "udpcsum" -> {
        once(request.checksum == null, word, word);
        request.checksum = on;
      }
      case "udp6zerocsumtx" -> {
        once(request.zeroSent == null, word, word);
        request.zeroSent = on;
      }
      case "udp6zerocsumrx" -> {
        once(request.zeroTaken == null, word, word);
        request.zeroTaken = on;
      }
      case "innerprotoinherit" -> request.inheritsProtocol = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void network(String word) {
    once(request.network == null, "id", word);
    OptionalLong id = Numbers.u32(word, 0);
    if (id.isEmpty() || id.getAsLong() >= Geneve.NETWORKS) {
      throw Args.invarg("invalid id", word);
    }
    request.network = (int) id.getAsLong();
  }

  private void remote(String word) {
    once(request.remote == null, "remote", word);
    Ip ip = AddressWord.parse(word, null);
    if (ip == null) {
      throw refuse("Error: any valid address is expected rather than \"" + word + "\".");
    }
    if (AddressWord.isEverything(word) || ip.isMulticast()) {
      throw Args.invarg("invalid remote address", word);
    }
    request.remote = ip;
  }

  private void ttl(String word) {
    once(request.ttl == null && request.inheritsTtl == null, "ttl", word);
    switch (word) {
      case "inherit" -> request.inheritsTtl = true;
      case "auto" -> request.ttl = 0;
      default -> {
        OptionalLong ttl = Numbers.u32(word, 0);
        if (ttl.isEmpty()) {
          throw Args.invarg("invalid TTL", word);
        }
        if (ttl.getAsLong() > MOST_TTL) {
          throw Args.invarg("TTL must be <= 255", word);
        }
        request.ttl = (int) ttl.getAsLong();
      }
    }
  }

  private void tos(String word) {
    once(request.tos == null, "tos", word);
    OptionalLong tos = word.equals("inherit") ? OptionalLong.of(1) : Numbers.u8(word, 16);
    request.tos = (int) tos.orElseThrow(() -> Args.invarg("bad TOS value", word));
  }

  private void df(String word) {
    once(request.df == null, "df", word);
    request.df =
        switch (word) {
          case "unset" -> Df.UNSET;
          case "set" -> Df.SET;
          case "inherit" -> Df.INHERIT;
          default -> throw Args.invarg("DF must be 'unset', 'set' or 'inherit'", word);
        };
  }

  private void label(String word) {
    once(request.label == null, "flowlabel", word);
    OptionalLong label = Numbers.u32(word, 0);
    if (label.isEmpty() || label.getAsLong() > MOST_LABEL) {
      throw Args.invarg("invalid flowlabel", word);
    }
    request.label = (int) label.getAsLong();
  }

  private void check(boolean isNew) {
    boolean external = Boolean.TRUE.equals(request.external);
    if (external && request.network != null) {
      throw refuse("geneve: both 'external' and vni cannot be specified");
    }
    if (!external && request.network == null) {
      throw refuse("geneve: missing virtual network identifier");
    }
    if (!external && isNew && request.remote == null) {
      throw refuse("geneve: remote link partner not specified");
    }
  }

  // ---- showing

  static void show(GeneveConfig config, Output out) {
    if (config.external()) {
      out.flag("external", "external ", true);
    }
    out.number("id", "id ", config.network(), " ");
    if (!config.remote().isUnspecified()) {
      String key = config.isIpv6() ? "remote6" : "remote";
      out.string(key, "remote ", config.remote().text(), " ");
    }
    showHeader(config, out);
    out.number("port", "dstport ", config.port(), " ");
    if (!config.external() && !config.isIpv6()) {
      showFlag("udp_csum", "udpcsum ", config.checksum(), out);
    }
    if (!config.external() && config.isIpv6()) {
      showFlag("udp_zero_csum6_tx", "udp6zerocsumtx ", !config.checksum(), out);
    }
    showFlag("udp_zero_csum6_rx", "udp6zerocsumrx ", config.takesNoChecksum(), out);
    if (config.inheritsProtocol()) {
      out.flag("inner_proto_inherit", "innerprotoinherit ", true);
    }
  }

  private static void showHeader(GeneveConfig config, Output out) {
    if (config.inheritsTtl()) {
      out.text("ttl inherit ");
    } else if (config.ttl() == 0 && !out.isJson()) {
      out.text("ttl auto ");
    } else {
      out.number("ttl", "ttl ", config.ttl(), " ");
    }
    if (config.tos() != 0) {
      boolean inherit = config.tos() == 1 && !out.isJson();
      String tos = "0x" + Integer.toHexString(config.tos());
      out.string("tos", "tos ", inherit ? "inherit" : tos, " ");
    }
    if (config.df() == Df.UNSET) {
      out.jsonString("df", Df.UNSET.word);
    } else {
      out.string("df", "df ", config.df().word, " ");
    }
    if (config.label() != 0) {
      out.string("label", "flowlabel ", "0x" + Integer.toHexString(config.label()), " ");
    }
  }

  private static void showFlag(String key, String word, boolean on, Output out) {
    out.jsonBoolean(key, on);
    out.text((on ? "" : "no") + word);
  }
}
