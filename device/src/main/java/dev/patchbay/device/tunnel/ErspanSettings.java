package dev.patchbay.device.tunnel;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Erspan;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Packet;

/// What an ERSPAN tunnel is told: immutable.
///
/// @param version of the header: 0 none, 1 type II, 2 type III; -1 where nothing was said
/// @param index of version 1: which port is mirrored
/// @param egress of version 2: whether what leaves the port is mirrored
/// @param hardware of version 2: which engine mirrors
public record ErspanSettings(int version, int index, boolean egress, int hardware) {
  /// Nothing was said.
  public static final ErspanSettings NONE = new ErspanSettings(-1, 0, false, 0);

  /// Those of one whose packets bring theirs.
  public static final ErspanSettings EXTERNAL = NONE;

  private static final int MOST_HARDWARE = 63;
  private static final int USUAL_VERSION = 1;

  /// Bytes of the header of that version.
  static int headerLength(int version) {
    return Erspan.length(version);
  }

  /// Whether a header can say that.
  public boolean isPossible() {
    return hardware <= MOST_HARDWARE;
  }

  /// The same with a version, where none was said.
  public ErspanSettings known() {
    return version < 0 ? withVersion(USUAL_VERSION) : this;
  }

  /// The same of this version.
  ErspanSettings withVersion(int other) {
    return other == version ? this : new ErspanSettings(other, index, egress, hardware);
  }

  /// The EtherType by which GRE says that it carries such frames.
  public int etherType() {
    return version == 2 ? EtherType.ERSPAN2 : EtherType.ERSPAN;
  }

  /// Puts the header in front, if the version has one.
  ///
  /// @param now nanoseconds
  public void push(Packet packet, int session, boolean truncated, long now) {
    if (version == 1) {
      Erspan.push(packet, session, truncated, index);
    } else if (version == 2) {
      Erspan.push(packet, session, truncated, now, egress, hardware);
    }
  }

  /// Shows it as `ip -d link` does, as of this version.
  public void show(int shownVersion, Output out) {
    if (shownVersion == 1) {
      out.number("erspan_index", "erspan_index ", index, " ");
    }
    out.number("erspan_ver", "erspan_ver ", shownVersion, " ");
    if (shownVersion == 2) {
      out.string("erspan_dir", "erspan_dir ", egress ? "egress" : "ingress", " ");
      String id = Integer.toHexString(hardware);
      String shown = hardware == 0 && !out.isJson() ? "0" : "0x" + id;
      out.string("erspan_hwid", "erspan_hwid ", shown, " ");
    }
  }
}
