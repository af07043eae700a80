package dev.patchbay.device.tunnel6;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.device.tunnel.ErspanRequest;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a tunnel above IPv6 is to be made of, or changed to: every field that is null is left as it
/// is. A plain carrier of optional words, filled in by whoever parses a command line.
public final class Tunnel6Request implements DeviceKind.Options {
  public @Nullable Integer link;
  public @Nullable Ip local;
  public @Nullable Ip remote;
  public @Nullable Integer protocol;
  public @Nullable Integer hopLimit;
  public @Nullable Integer encapLimit;
  public @Nullable Integer trafficClass;
  public @Nullable Integer flowLabel;
  public @Nullable Integer inputKey;
  public @Nullable Integer outputKey;
  public @Nullable Integer mark;
  public boolean external;

  /// Whether UDP is asked for between the tunnel and IP.
  public boolean encap;

  /// What ERSPAN is asked for.
  public final ErspanRequest erspan = new ErspanRequest();

  private int flagsOn;
  private int flagsOff;
  private int inputOn;
  private int inputOff;
  private int outputOn;
  private int outputOff;

  public Tunnel6Request() {}

  /// No option is to say how often the packet may be wrapped, or one is.
  public void ignoreEncapLimit(boolean on) {
    flag(Tunnel6Parameters.IGNORE_ENCAP_LIMIT, on);
  }

  /// The traffic class, or null for that of the packet inside.
  public void trafficClass(@Nullable Integer value) {
    trafficClass = value == null ? 0 : value;
    flag(Tunnel6Parameters.INHERIT_CLASS, value == null);
  }

  /// The flow label, or null for that of the packet inside.
  public void flowLabel(@Nullable Integer value) {
    flowLabel = value == null ? 0 : value;
    flag(Tunnel6Parameters.INHERIT_LABEL, value == null);
  }

  /// The firewall mark, or null for that of the packet inside.
  public void mark(@Nullable Integer value) {
    mark = value == null ? 0 : value;
    flag(Tunnel6Parameters.INHERIT_MARK, value == null);
  }

  /// The packet inside takes the outer traffic class over.
  public void copyDscp() {
    flag(Tunnel6Parameters.COPY_DSCP, true);
  }

  public void allowLocalRemote(boolean on) {
    flag(Tunnel6Parameters.ALLOW_LOCAL_REMOTE, on);
  }

  private void flag(int flag, boolean on) {
    flagsOn = on ? flagsOn | flag : flagsOn & ~flag;
    flagsOff = on ? flagsOff & ~flag : flagsOff | flag;
  }

  /// One of GRE's flags: [Gre#CHECKSUM], [Gre#KEY] or [Gre#SEQUENCE].
  public void gre(int flag, boolean on, boolean input, boolean output) {
    if (input) {
      inputOn = on ? inputOn | flag : inputOn & ~flag;
      inputOff = on ? inputOff & ~flag : inputOff | flag;
    }
    if (output) {
      outputOn = on ? outputOn | flag : outputOn & ~flag;
      outputOff = on ? outputOff & ~flag : outputOff | flag;
    }
  }

  /// A key of GRE, one way or both.
  public void key(int key, boolean on, boolean input, boolean output) {
    gre(Gre.KEY, on, input, output);
    if (input) {
      inputKey = key;
    }
    if (output) {
      outputKey = key;
    }
  }

  /// Whether any flag is asked for that `flags` has, or none at all.
  boolean matches(int flags) {
    return flagsOn == 0 || (flagsOn & flags) != 0;
  }

  /// What comes of `before` when this is asked for; of a tunnel whose packets bring their addresses
  /// `ip` says nothing else.
  Tunnel6Parameters over(Tunnel6Parameters before) {
    if (external || before.external()) {
      return Tunnel6Parameters.plain(or(protocol, before.protocol()), true);
    }
    int newClass = or(trafficClass, before.trafficClass());
    int newLabel = or(flowLabel, before.flowLabel());
    Tunnel6Parameters.Keys keys = before.keys();
    return new Tunnel6Parameters(
        or(link, before.link()),
        or(local, before.local()),
        or(remote, before.remote()),
        or(protocol, before.protocol()),
        or(hopLimit, before.hopLimit()),
        or(encapLimit, before.encapLimit()),
        newClass << Tunnel6Parameters.CLASS_SHIFT | newLabel,
        (before.flags() | flagsOn) & ~flagsOff,
        new Tunnel6Parameters.Keys(
            (keys.inputFlags() | inputOn) & ~inputOff,
            (keys.outputFlags() | outputOn) & ~outputOff,
            or(inputKey, keys.input()),
            or(outputKey, keys.output())),
        or(mark, before.mark()),
        false,
        erspan.over(before.erspan()));
  }

  private static int or(@Nullable Integer asked, int before) {
    return asked == null ? before : asked;
  }

  private static Ip or(@Nullable Ip asked, Ip before) {
    return asked == null ? before : asked;
  }
}
