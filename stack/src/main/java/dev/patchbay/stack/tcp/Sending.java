package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// What a program writes becomes segments (`tcp_sendmsg`).
final class Sending {
  private Sending() {}

  /// Takes as many bytes as there is room for, and sends what may be sent; returns how many.
  static int append(
      Connection connection, byte[] bytes, int from, int count, boolean more, boolean endsRecord) {
    connection.rate.checkLimited();
    int mss = connection.size.current();
    int goal = Math.max(connection.size.goal(mss), mss);
    int done = 0;
    while (done < count) {
      Segment tail = tail(connection, goal);
      if (tail == null) {
        connection.wantsSpace = true;
        break;
      }
      int some = Math.min(count - done, goal - tail.length());
      int room = Math.min(count - done, goal);
      connection.writes.put(tail, bytes, from + done, some, room);
      connection.writeSeq += some;
      done += some;
      if (tail.length() >= goal) {
        sendFull(connection, tail, mss);
      }
    }
    Segment last = connection.writes.last();
    if (endsRecord && done == count && last != null) {
      last.endsRecord = true;
    }
    if (done > 0) {
      finish(connection, mss, goal, more);
    }
    return done;
  }

  /// A segment is full, and the program writes on: what may go goes.
  private static void sendFull(Connection connection, Segment tail, int mss) {
    TcpOutput output = connection.stack.output();
    if (isForced(connection)) {
      markPush(connection, tail);
      output.push(connection, mss, Connection.NAGLE_PUSH);
    } else if (tail == connection.writes.unsent()) {
      output.pushOne(connection, mss);
    }
  }

  /// The segment that takes the next bytes, or null when there is no room for one.
  private static @Nullable Segment tail(Connection connection, int goal) {
    Segment last = connection.writes.unsent() == null ? null : connection.writes.last();
    boolean fits =
        last != null
            && last.length() < goal
            && !last.endsRecord
            && (last.flags & (Tcp.FIN | Tcp.SYN)) == 0;
    if (fits) {
      return last;
    }
    if (!SendSpace.isThere(connection)) {
      return null;
    }
    connection.congestion.checkIdle();
    connection.busy.start(BusyTime.Wait.NETWORK);
    return connection.writes.append(connection.writeSeq, Tcp.ACK);
  }

  /// Half the largest window waits: it need not wait for more (`forced_push`).
  private static boolean isForced(Connection connection) {
    return Sequence.after(connection.writeSeq, connection.pushedSeq + (connection.maxWindow >> 1));
  }

  private static void markPush(Connection connection, Segment segment) {
    segment.flags |= Tcp.PSH;
    connection.pushedSeq = connection.writeSeq;
  }

  /// `tcp_push`
  private static void finish(Connection connection, int mss, int goal, boolean more) {
    Segment last = connection.writes.unsent() == null ? null : connection.writes.last();
    if (last == null) {
      return;
    }
    if (!more || isForced(connection)) {
      markPush(connection, last);
    }
    if (connection.queued.corks(last, goal)) {
      return;
    }
    int nagle = more ? Connection.NAGLE_CORK : connection.nonagle;
    connection.stack.output().push(connection, mss, nagle);
  }

  /// Takes a byte that the other end shall hear of at once.
  static boolean appendUrgent(Connection connection, byte[] one) {
    Segment tail = tail(connection, connection.size.current());
    if (tail == null) {
      return false;
    }
    connection.writes.put(tail, one, 0, 1, 1);
    connection.writeSeq++;
    connection.sndUp = tail.end;
    tail.flags |= Tcp.URG;
    int mss = connection.size.current();
    finish(connection, mss, mss, false);
    return true;
  }
}
