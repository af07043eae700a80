package dev.patchbay.device.bond;

import dev.patchbay.core.NetDevice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many PDUs of slow protocols have come and gone (`bond_3ad_stats`).
public final class LacpStatistics {
  long received;
  long sent;
  long unknown;
  long illegal;
  long markersReceived;
  long markersSent;
  long responsesReceived;
  long responsesSent;
  long unknownMarkers;

  /// Those of a bond in the mode 802.3ad; null of anything else.
  public static @Nullable LacpStatistics ofBond(NetDevice device) {
    return device instanceof BondDevice bond
            && bond.balancing() instanceof LinkAggregation aggregation
        ? aggregation.statistics()
        : null;
  }

  /// Those of a slave of such a bond; null of anything else.
  public static @Nullable LacpStatistics ofSlave(NetDevice device) {
    return device.port() instanceof Slave slave
            && slave.bond().balancing() instanceof LinkAggregation aggregation
        ? statistics(aggregation.port(slave))
        : null;
  }

  private static @Nullable LacpStatistics statistics(@Nullable LacpPort port) {
    return port == null ? null : port.statistics();
  }

  /// The counts by their names, in the order in which `ip stats` shows them.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("LACPDU Rx", received);
    counts.put("LACPDU Tx", sent);
    counts.put("LACPDU Unknown type Rx", unknown);
    counts.put("LACPDU Illegal Rx", illegal);
    counts.put("Marker Rx", markersReceived);
    counts.put("Marker Tx", markersSent);
    counts.put("Marker response Rx", responsesReceived);
    counts.put("Marker response Tx", responsesSent);
    counts.put("Marker unknown type Rx", unknownMarkers);
    return counts;
  }
}
