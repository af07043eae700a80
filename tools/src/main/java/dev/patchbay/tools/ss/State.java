package dev.patchbay.tools.ss;

import dev.patchbay.stack.tcp.TcpState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The states of a socket, with the words of filters and the ones that are shown. Those of sockets
/// without connections are [#ESTABLISHED] and [#CLOSED].
enum State {
  ESTABLISHED("ESTAB"),
  SYN_SENT("SYN-SENT"),
  SYN_RECV("SYN-RECV"),
  FIN_WAIT_1("FIN-WAIT-1"),
  FIN_WAIT_2("FIN-WAIT-2"),
  TIME_WAIT("TIME-WAIT"),
  CLOSED("UNCONN"),
  CLOSE_WAIT("CLOSE-WAIT"),
  LAST_ACK("LAST-ACK"),
  LISTENING("LISTEN"),
  CLOSING("CLOSING");

  private final String shown;

  State(String shown) {
    this.shown = shown;
  }

  /// As a listing has it.
  String shown() {
    return shown;
  }

  /// That of a connection.
  static State of(TcpState state) {
    return switch (state) {
      case ESTABLISHED -> ESTABLISHED;
      case SYN_SENT -> SYN_SENT;
      case SYN_RECV, NEW_SYN_RECV -> SYN_RECV;
      case FIN_WAIT1 -> FIN_WAIT_1;
      case FIN_WAIT2 -> FIN_WAIT_2;
      case TIME_WAIT -> TIME_WAIT;
      case CLOSE -> CLOSED;
      case CLOSE_WAIT -> CLOSE_WAIT;
      case LAST_ACK -> LAST_ACK;
      case LISTEN -> LISTENING;
      case CLOSING -> CLOSING;
    };
  }

  /// What is shown when nobody asks for states: connections.
  static Set<State> connections() {
    return EnumSet.complementOf(EnumSet.of(LISTENING, CLOSED, TIME_WAIT, SYN_RECV));
  }

  /// The states a word of a filter stands for, or null.
  static @Nullable Set<State> ofWord(String word) {
    return switch (word) {
      case "all" -> EnumSet.allOf(State.class);
      case "connected" -> EnumSet.complementOf(EnumSet.of(CLOSED, LISTENING));
      case "synchronized" -> EnumSet.complementOf(EnumSet.of(CLOSED, LISTENING, SYN_SENT));
      case "bucket" -> EnumSet.of(SYN_RECV, TIME_WAIT);
      case "big" -> EnumSet.complementOf(EnumSet.of(SYN_RECV, TIME_WAIT));
      case "close", "unconnected" -> EnumSet.of(CLOSED);
      case "listen" -> EnumSet.of(LISTENING);
      default -> one(word);
    };
  }

  private static @Nullable Set<State> one(String word) {
    for (State state : values()) {
      if (state.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return EnumSet.of(state);
      }
    }
    return null;
  }
}
