package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Packet;

/// What a connection has sent and this host has not: it waits at a device, or where a discipline
/// delays it (TCP small queues, `sk_wmem_alloc`). A connection with much of it sends no more until
/// some has gone, and one that writes little by little gathers that meanwhile (`tcp_autocorking`).
final class SmallQueue {
  private final Connection connection;
  private int charged;
  private boolean waits;

  SmallQueue(Connection connection) {
    this.connection = connection;
  }

  /// Bytes that are charged, as the kernel does.
  int charged() {
    return charged;
  }

  /// The packet, which holds so much data, sets out.
  void charge(Packet packet, int length) {
    int bytes = ConnectionMemory.trueSize(length);
    charged += bytes;
    packet.charge(bytes);
  }

  /// A packet has left: what has waited for that goes (`tcp_wfree`).
  void released(int bytes) {
    charged -= bytes;
    if (waits) {
      waits = false;
      connection.timers.armPace(connection.now());
    }
  }

  /// It sends again, and waits for nothing until it finds that it must: what is refused on its way
  /// out meanwhile has left, too, and would wake it at once, again and again.
  void resumed() {
    waits = false;
  }

  /// Whether so much waits that the segment must, too; `shift` doubles how much may
  /// (`tcp_small_queue_check`).
  boolean holdsBack(Segment segment, int shift) {
    if (charged == 0 || charged < limit(segment) << shift) {
      return false;
    }
    waits = connection.writes.firstSent() != null;
    return waits;
  }

  private long limit(Segment segment) {
    long limit = 2L * ConnectionMemory.trueSize(segment.length());
    Pacing pacing = connection.pacing;
    long rate = pacing.rate();
    limit = rate == Pacing.UNLIMITED ? Integer.MAX_VALUE : Math.max(limit, rate >> Pacing.SHIFT);
    return pacing.most() == Pacing.UNLIMITED
        ? Math.min(limit, connection.stack.setting(TcpSetting.TCP_LIMIT_OUTPUT_BYTES))
        : limit;
  }

  /// Whether the last segment, to which more may be put, waits for what has been sent
  /// (`tcp_should_autocork`).
  boolean corks(Segment last, int goal) {
    boolean corks =
        charged > ConnectionMemory.trueSize(last.length())
            && last.length() < goal
            && !last.endsRecord
            && connection.writes.firstSent() != null
            && connection.stack.setting(TcpSetting.TCP_AUTOCORKING) != 0;
    if (corks && !waits) {
      connection.stack.count(TcpCounter.AUTO_CORKING);
      waits = true;
    }
    return corks;
  }

  /// Whether what was sent of the segment last has not left, so that nobody can miss it
  /// (`skb_still_in_host_queue`).
  boolean holds(Segment segment) {
    boolean holds = isHere(segment);
    if (holds) {
      connection.stack.count(TcpCounter.SPURIOUS_RTX_HOST_QUEUES);
      waits = true;
    }
    return holds;
  }

  /// Packets are used again: the one that was sent may be another's by now.
  boolean isHere(Segment segment) {
    Packet data = segment.data;
    Packet sent = segment.onWay;
    return data != null
        && sent != null
        && sent.charge() != 0
        && sent.owner() == connection.socket
        && sent.bytes() == data.bytes();
  }
}
