package dev.patchbay.device.bond;

/// How many PDUs of slow protocols have come and gone (`bond_3ad_stats`), in the order `ip stats`
/// shows them.
final class LacpStatistics {
  long received;
  long sent;
  long unknown;
  long illegal;
  long markersReceived;
  long markersSent;
  long responsesReceived;
  long responsesSent;
  long unknownMarkers;
}
