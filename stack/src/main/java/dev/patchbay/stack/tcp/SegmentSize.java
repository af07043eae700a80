package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteMetrics;

/// How much data a segment may have (`tcp_sync_mss`): what the path and the other end allow.
final class SegmentSize {
  private final Connection connection;

  /// Bytes of data a segment has at most (`mss_cache`).
  int mss = 536;

  /// What the other end hears that a segment may have (`advmss`).
  int advertised = 536;

  int pathMtu;

  SegmentSize(Connection connection) {
    this.connection = connection;
  }

  /// Bytes of the IP header.
  int networkHeader() {
    return connection.family == Family.IPV4 ? 20 : 40;
  }

  /// Bytes of the TCP header of a segment that carries data.
  int transportHeader() {
    int signature = connection.md5Key() == null ? 0 : Md5Key.OPTION;
    return Tcp.HEADER + signature + (connection.peer.timestamps ? 12 : 0);
  }

  /// Works out how much data a segment may have on a path of that MTU (`tcp_sync_mss`).
  int sync(int mtu) {
    pathMtu = mtu;
    int fits = boundToHalfWindow(largest() - (transportHeader() - Tcp.HEADER));
    mss = connection.mtuProbe.limit(fits, mtu);
    return mss;
  }

  /// Bytes of options and data that path and other end take (`__tcp_mtu_to_mss`).
  int largest() {
    int fits = Math.min(pathMtu - networkHeader() - Tcp.HEADER, connection.peer.mssClamp);
    return Math.max(fits, connection.stack.setting(TcpSetting.TCP_MIN_SND_MSS));
  }

  /// Never more than half of the largest window that was granted, so that two segments are under
  /// way (`tcp_bound_to_half_wnd`).
  private int boundToHalfWindow(int size) {
    int most = connection.maxWindow;
    int cutoff = most > 536 ? most >> 1 : most;
    return cutoff != 0 && size > cutoff ? Math.max(cutoff, 68 - transportHeader()) : size;
  }

  /// Bytes of data that the next segment may have (`tcp_current_mss`).
  int current() {
    Route known = connection.path.known();
    Route way = known == null ? connection.path.route() : known;
    if (way != null) {
      int mtu = connection.path.mtu(way);
      if (mtu != pathMtu) {
        sync(mtu);
      }
    }
    int sacks = connection.received.sackBlocks();
    return sacks == 0 ? mss : mss - sackOption(sacks);
  }

  /// Bytes of a SACK option that would name so many blocks (`tcp_established_options`).
  int sackOption(int blocks) {
    int room = Tcp.HEADER + SynOptions.MOST - transportHeader() - 4;
    int fit = Math.min(blocks, room / 8);
    return fit <= 0 ? 0 : 4 + 8 * fit;
  }

  /// What is advertised on that way (`tcp_advertise_mss`).
  int advertise(Route way) {
    int own = way.metric(RouteMetrics.ADVMSS);
    int fits = connection.path.mtu(way) - networkHeader() - Tcp.HEADER;
    int size = own != 0 ? own : Math.max(Math.min(fits, 65_535), 256);
    int asked = connection.socket.askedSegment();
    return asked != 0 && asked < size ? asked : size;
  }

  /// Bytes of data that one packet may have that is cut on its way into such segments
  /// (`tcp_send_mss`).
  int goal(int size) {
    int packets = boundToHalfWindow(connection.path.largestPacket()) / size;
    return Math.min(packets, connection.path.mostSegments()) * size;
  }

  /// How many packets so much data makes.
  int packets(int length) {
    return length <= mss ? 1 : (length + mss - 1) / mss;
  }
}
