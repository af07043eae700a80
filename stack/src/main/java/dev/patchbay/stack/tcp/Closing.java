package dev.patchbay.stack.tcp;

/// How a program lets go of a connection or a listener (`tcp_shutdown`, `tcp_close`,
/// `tcp_disconnect`).
final class Closing {
  private Closing() {}

  /// The program shuts one of its ways (`tcp_shutdown`).
  static void shut(Connection connection, int ways) {
    if (connection.state() == TcpState.LISTEN) {
      if ((ways & Connection.SHUT_READING) != 0) {
        stopListening(connection);
      }
      return;
    }
    if (connection.state() == TcpState.SYN_SENT) {
      breakOff(connection);
      return;
    }
    boolean first = (connection.shutdown & Connection.SHUT_WRITING) == 0;
    connection.shutdown |= ways;
    if ((ways & Connection.SHUT_WRITING) != 0 && first) {
      sayGoodbye(connection);
    }
  }

  /// The next state of one that closes, and its FIN where that is due (`tcp_close_state`).
  private static void sayGoodbye(Connection connection) {
    switch (connection.state()) {
      case ESTABLISHED -> {
        connection.state(TcpState.FIN_WAIT1);
        connection.stack.output().sendFin(connection);
      }
      case CLOSE_WAIT -> {
        connection.state(TcpState.LAST_ACK);
        connection.stack.output().sendFin(connection);
      }
      case SYN_RECV -> {
        if (connection.opening.fastOpenRequest() != null) {
          connection.state(TcpState.FIN_WAIT1);
          connection.stack.output().sendFin(connection);
        }
      }
      default -> {
        // It was said, or will be when the connection is there.
      }
    }
  }

  /// The program lets go (`__tcp_close`).
  static void close(Connection connection) {
    if (connection.state() == TcpState.LISTEN) {
      stopListening(connection);
    }
    connection.stack.fastOpenBlackHole().judge(connection);
    boolean unread = connection.received.clear();
    connection.shutdown |= Connection.SHUT_READING;
    if (connection.state() == TcpState.CLOSE || connection.state() == TcpState.SYN_SENT) {
      connection.end();
    } else if (unread) {
      connection.stack.count(TcpCounter.ABORT_ON_CLOSE);
      connection.stack.output().reset(connection);
      connection.done();
    } else if (connection.socket.linger() == 0) {
      connection.stack.count(TcpCounter.ABORT_ON_DATA);
      breakOff(connection);
    } else {
      boolean first = (connection.shutdown & Connection.SHUT_WRITING) == 0;
      connection.shutdown |= Connection.SHUT_WRITING;
      if (first) {
        sayGoodbye(connection);
      }
      goOnAlone(connection);
    }
    if (connection.state() == TcpState.CLOSE) {
      connection.destroy();
    }
  }

  private static void goOnAlone(Connection connection) {
    connection.becomeOrphan();
    if (connection.stack.memory().refusesOrphan(connection.writes.charged(), 0)) {
      connection.stack.output().reset(connection);
      connection.stack.count(TcpCounter.ABORT_ON_MEMORY);
      connection.done();
    } else if (connection.state() == TcpState.FIN_WAIT2) {
      long time = connection.socket.finWait2Time();
      if (time < 0) {
        connection.stack.output().reset(connection);
        connection.stack.count(TcpCounter.ABORT_ON_LINGER);
        connection.done();
      } else if (time > TimeWait.LENGTH) {
        connection.timers.armSilence(time - TimeWait.LENGTH);
      } else {
        connection.enterTimeWait(TcpState.FIN_WAIT2, time);
      }
    }
  }

  /// Ends at once, with a reset where the other end knows of the connection (`tcp_disconnect`).
  static void breakOff(Connection connection) {
    if (connection.state() == TcpState.LISTEN) {
      stopListening(connection);
      return;
    }
    boolean resets =
        connection.state() == TcpState.ESTABLISHED
            || connection.state() == TcpState.CLOSE_WAIT
            || connection.state() == TcpState.FIN_WAIT1
            || connection.state() == TcpState.FIN_WAIT2
            || connection.state() == TcpState.SYN_RECV;
    if (resets
        || (connection.sndNxt != connection.writeSeq && connection.state().isSynchronized())) {
      connection.stack.output().reset(connection);
    }
    connection.received.clear();
    connection.finReceived = false;
    connection.end();
    connection.shutdown = 0;
    connection.writeSeq += connection.maxWindow + 2;
  }

  /// Nobody may connect any more: who has not been accepted is refused, or goes to another listener
  /// of the port (`inet_csk_listen_stop`).
  static void stopListening(Connection connection) {
    ListenQueue queue = connection.listenQueue();
    connection.state(TcpState.CLOSE);
    connection.stack.table().leaveRequests(connection);
    for (Connection child = queue.poll(); child != null; child = queue.poll()) {
      Connection heir = connection.stack.table().listeners().heir(connection, child);
      if (heir == null) {
        child.socket.linger(0);
        child.socket.close();
      } else {
        heir.listenQueue().add(child);
        heir.socket.readable().signal();
        connection.stack.count(TcpCounter.MIGRATE_REQ_SUCCESS);
      }
    }
  }
}
