package dev.patchbay.tools.telnet;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/// What both ends of the protocol agree upon (RFC 854, RFC 1143): takes the commands out of what
/// comes, and answers them.
final class Negotiation {
  /// Where the other end speaks the protocol.
  static final int PORT = 23;

  /// What begins every command.
  static final int IAC = 255;

  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int SE = 240;

  private static final int BINARY = 0;
  private static final int ECHO = 1;
  private static final int SUPPRESS_GO_AHEAD = 3;
  private static final int STATUS = 5;
  private static final int TIMING_MARK = 6;
  private static final int TERMINAL_TYPE = 24;
  private static final int WINDOW_SIZE = 31;
  private static final int TERMINAL_SPEED = 32;
  private static final int FLOW_CONTROL = 33;
  private static final int LINE_MODE = 34;
  private static final int ENCRYPT = 38;
  private static final int ENVIRONMENT = 39;

  /// What it begins with, in that order.
  private static final int[] OPENING = {
    DO,
    ENCRYPT,
    WILL,
    ENCRYPT,
    DO,
    SUPPRESS_GO_AHEAD,
    WILL,
    TERMINAL_TYPE,
    WILL,
    WINDOW_SIZE,
    WILL,
    TERMINAL_SPEED,
    WILL,
    FLOW_CONTROL,
    WILL,
    LINE_MODE,
    WILL,
    ENVIRONMENT,
    DO,
    STATUS
  };

  /// Where in what comes it is.
  private enum Place {
    DATA,
    RETURN,
    COMMAND,
    OPTION,
    SUBOPTION,
    SUBOPTION_COMMAND
  }

  /// What this end does, and what it has asked the other to do.
  private final BitSet own = new BitSet();

  private final BitSet others = new BitSet();
  private Place place = Place.DATA;
  private int command;

  /// What this end says first.
  byte[] opening() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (int i = 0; i < OPENING.length; i += 2) {
      (OPENING[i] == WILL ? own : others).set(OPENING[i + 1]);
      say(said, OPENING[i], OPENING[i + 1]);
    }
    return said.toByteArray();
  }

  /// Takes what has come: puts the data into `text`, and what is to be answered into `answers`.
  void hear(byte[] bytes, int count, ByteArrayOutputStream text, ByteArrayOutputStream answers) {
    for (int i = 0; i < count; i++) {
      hear(bytes[i] & 0xff, text, answers);
    }
  }

  private void hear(int next, ByteArrayOutputStream text, ByteArrayOutputStream answers) {
    switch (place) {
      case DATA, RETURN -> data(next, text);
      case COMMAND -> command(next, text);
      case OPTION -> {
        place = Place.DATA;
        option(next, answers);
      }
      case SUBOPTION -> place = next == IAC ? Place.SUBOPTION_COMMAND : Place.SUBOPTION;
      case SUBOPTION_COMMAND -> place = next == SE ? Place.DATA : Place.SUBOPTION;
    }
  }

  private void data(int next, ByteArrayOutputStream text) {
    boolean bare = place == Place.RETURN && next == 0;
    place = next == IAC ? Place.COMMAND : next == '\r' ? Place.RETURN : Place.DATA;
    if (next != IAC && !bare) {
      text.write(next);
    }
  }

  private void command(int next, ByteArrayOutputStream text) {
    place = next >= WILL && next <= DONT ? Place.OPTION : next == SB ? Place.SUBOPTION : Place.DATA;
    command = next;
    if (next == IAC) {
      text.write(next);
    }
  }

  private void option(int option, ByteArrayOutputStream answers) {
    boolean mine = command == DO || command == DONT;
    BitSet agreed = mine ? own : others;
    boolean on = command == DO || command == WILL;
    if (agreed.get(option) == on) {
      return;
    }
    if (on && !(mine ? canDo(option) : mayDo(option))) {
      say(answers, mine ? WONT : DONT, option);
      return;
    }
    agreed.set(option, on);
    if (mine) {
      say(answers, on ? WILL : WONT, option);
    } else {
      say(answers, on ? DO : DONT, option);
    }
  }

  private static boolean canDo(int option) {
    return switch (option) {
      case BINARY,
          SUPPRESS_GO_AHEAD,
          TIMING_MARK,
          TERMINAL_TYPE,
          WINDOW_SIZE,
          TERMINAL_SPEED,
          FLOW_CONTROL,
          LINE_MODE,
          ENVIRONMENT ->
          true;
      default -> false;
    };
  }

  private static boolean mayDo(int option) {
    return switch (option) {
      case BINARY, ECHO, SUPPRESS_GO_AHEAD, STATUS, TIMING_MARK -> true;
      default -> false;
    };
  }

  private static void say(ByteArrayOutputStream said, int command, int option) {
    said.write(IAC);
    said.write(command);
    said.write(option);
  }

  /// Input as it goes: lines end with a carriage return and a newline, and no byte looks like a
  /// command.
  static void write(int octet, boolean binary, ByteArrayOutputStream into) {
    if (octet == '\n' && !binary) {
      into.write('\r');
    }
    into.write(octet);
    if (octet == IAC) {
      into.write(IAC);
    } else if (octet == '\r' && !binary) {
      into.write(0);
    }
  }
}
