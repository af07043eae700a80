package dev.patchbay.device.tunnel;

import dev.patchbay.core.DeviceKind;
import org.jspecify.annotations.Nullable;

/// What a tunnel is to be made of, or changed to: every field that is null is left as it is. A
/// plain carrier of optional words, filled in by whoever parses a command line.
public final class TunnelRequest implements DeviceKind.Options {
  public @Nullable Integer link;
  public @Nullable Integer local;
  public @Nullable Integer remote;
  public @Nullable Integer protocol;
  public @Nullable Integer ttl;
  public @Nullable Integer tos;
  public @Nullable Boolean pmtudisc;

  /// Flags of GRE to add, see [TunnelParameters].
  public @Nullable Integer inputFlags;

  public @Nullable Integer outputFlags;

  /// Flags of GRE to take away.
  public int inputOff;

  public int outputOff;
  public @Nullable Integer inputKey;
  public @Nullable Integer outputKey;
  public @Nullable Boolean ignoreDf;
  public @Nullable Integer mark;
  public @Nullable Boolean external;
  public @Nullable Boolean isatap;

  /// What ERSPAN is asked for.
  public final ErspanRequest erspan = new ErspanRequest();

  /// Whether UDP is asked for between the tunnel and IP.
  public boolean encap;

  public TunnelRequest() {}

  /// What comes of `before` when this is asked for. Of a tunnel whose packets bring their addresses
  /// `ip` says nothing else. A fixed TTL cannot go with packets that may be cut, so it says that
  /// they may not.
  TunnelParameters over(TunnelParameters before) {
    if (or(external, before.external())) {
      return TunnelParameters.external(before.protocol());
    }
    int newTtl = or(ttl, before.ttl());
    return new TunnelParameters(
        or(link, before.link()),
        or(local, before.local()),
        or(remote, before.remote()),
        or(protocol, before.protocol()),
        newTtl,
        or(tos, before.tos()),
        or(pmtudisc, before.pmtudisc() || (ttl != null && newTtl != 0)),
        flags(inputFlags, inputOff, before.inputFlags()),
        flags(outputFlags, outputOff, before.outputFlags()),
        or(inputKey, before.inputKey()),
        or(outputKey, before.outputKey()),
        or(ignoreDf, before.ignoreDf()),
        or(mark, before.mark()),
        false,
        or(isatap, before.isatap()),
        erspan.over(before.erspan()));
  }

  private static int flags(@Nullable Integer asked, int off, int before) {
    return (asked == null ? before : before | asked) & ~off;
  }

  private static int or(@Nullable Integer asked, int before) {
    return asked == null ? before : asked;
  }

  private static boolean or(@Nullable Boolean asked, boolean before) {
    return asked == null ? before : asked;
  }
}
