package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.qdisc.text.Words;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of `tunnel_key` (tc/m_tunnel_key.c).
final class TunnelWords {
  private static final String USAGE =
      """
      Usage: tunnel_key unset
             tunnel_key set <TUNNEL_KEY>
      Where TUNNEL_KEY is a combination of:
      id <TUNNELID>
      src_ip <IP> (mandatory)
      dst_ip <IP> (mandatory)
      dst_port <UDP_PORT>
      geneve_opts | vxlan_opts | erspan_opts <OPTIONS>
      csum | nocsum (default is "csum")\
      """;

  private static final int GROUP_BITS = Vxlan.DONT_LEARN | Vxlan.POLICY_APPLIED | 0xffff;

  private final Args args;
  private @Nullable String verb;
  private @Nullable Ip source;
  private @Nullable Ip destination;
  private long id;
  private int port;
  private int tos;
  private int ttl;
  private int group;
  private int flags = TunnelKey.CHECKSUM;

  TunnelWords(Args args) {
    this.args = args;
  }

  /// The setting; null when nothing was said but a number.
  @Nullable TunnelSetting read() {
    while (args.hasNext() && take(args.next())) {}
    int control = Control.read(args, Control.PIPE);
    if (verb == null) {
      return null;
    }
    if (verb.equals("unset")) {
      return new TunnelSetting(null, control);
    }
    if (source == null || destination == null) {
      throw new CommandException(1, "set needs tunnel_key parameters\n" + USAGE);
    }
    TunnelKey key =
        new TunnelKey(
            id,
            Objects.requireNonNull(source),
            Objects.requireNonNull(destination),
            tos,
            ttl,
            0,
            0,
            port,
            flags,
            group,
            TunnelKey.Way.GOES);
    return new TunnelSetting(key, control);
  }

  private boolean take(String word) {
    switch (word) {
      case "set", "unset" -> verb(word);
      case "src_ip" -> source = address();
      case "dst_ip" -> destination = address();
      case "id" -> {
        id = number(Numbers.u32(args.next(), 0), "id");
        flags |= TunnelKey.KEY;
      }
      case "dst_port" -> port = (int) number(Numbers.u16(args.next(), 0), "dst port");
      case "tos" -> tos = (int) number(Numbers.u8(args.next(), 0), "tos");
      case "ttl" -> ttl = (int) number(Numbers.u8(args.next(), 0), "ttl");
      case "csum" -> flags |= TunnelKey.CHECKSUM;
      case "nocsum" -> flags &= ~TunnelKey.CHECKSUM;
      case "vxlan_opts" -> {
        group = (int) number(Numbers.u32(args.next(), 0), "vxlan_opts") & GROUP_BITS;
        flags |= TunnelKey.HAS_GROUP;
      }
      case "geneve_opts", "erspan_opts" ->
          throw new CommandException(255, "tc: patchbay has no \"tunnel_key " + word + "\" yet.");
      case "help" -> throw new CommandException(255, USAGE);
      default -> {
        args.back();
        return false;
      }
    }
    return true;
  }

  private void verb(String word) {
    if (verb != null) {
      throw new CommandException(
          1, "unexpected \"" + word + "\" - action already specified\n" + USAGE);
    }
    verb = word;
  }

  private Ip address() {
    String word = args.next();
    Ip address = Ip.parse(word);
    if (address == null) {
      throw new CommandException(
          255, "Error: any valid address is expected rather than \"" + word + "\".");
    }
    return address;
  }

  private static long number(OptionalLong number, String what) {
    return number.orElseThrow(() -> Words.illegal(what));
  }
}
