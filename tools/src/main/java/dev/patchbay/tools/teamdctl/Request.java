package dev.patchbay.tools.teamdctl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be asked for, in the order of the help text.
enum Request {
  CONFIG_DUMP("config dump"),
  CONFIG_DUMP_NOPORTS("config dump noports"),
  CONFIG_DUMP_ACTUAL("config dump actual"),
  STATE("state"),
  STATE_DUMP("state dump"),
  STATE_VIEW("state view"),
  STATE_ITEM_GET("state item get", "ITEMPATH"),
  STATE_ITEM_SET("state item set", "ITEMPATH", "VALUE"),
  PORT_ADD("port add", "PORTDEV"),
  PORT_REMOVE("port remove", "PORTDEV"),
  PORT_PRESENT("port present", "PORTDEV"),
  PORT_CONFIG_UPDATE("port config update", "PORTDEV", "PORTCONFIG"),
  PORT_CONFIG_DUMP("port config dump", "PORTDEV");

  private final String words;
  private final String parameters;

  Request(String words, String... parameters) {
    this.words = words;
    this.parameters = String.join(" ", parameters);
  }

  List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(" "));
  }

  int length() {
    return words.split(" ").length;
  }

  /// The one that these words name, with no more words behind it than it takes; null when there is
  /// none.
  static @Nullable Request of(List<String> given) {
    for (int i = 1; i <= given.size(); i++) {
      String begun = String.join(" ", given.subList(0, i));
      for (Request request : values()) {
        boolean fits = request.parameters().size() >= given.size() - i;
        if (fits && request.words.equals(begun)) {
          return request;
        }
      }
    }
    return null;
  }

  /// The first word that leads to no request, or null when there are only too few.
  static @Nullable String unknown(List<String> given) {
    for (int i = 0; i < given.size(); i++) {
      String begun = String.join(" ", given.subList(0, i + 1));
      boolean leads = false;
      for (Request request : values()) {
        leads |= (request.words + " ").startsWith(begun + " ");
      }
      if (!leads) {
        return given.get(i);
      }
    }
    return null;
  }

  /// The lines of the help text.
  static List<String> help() {
    List<String> lines = new ArrayList<>();
    for (Request request : values()) {
      lines.add(
          request.parameters.isEmpty() ? request.words : request.words + " " + request.parameters);
    }
    return lines;
  }
}
