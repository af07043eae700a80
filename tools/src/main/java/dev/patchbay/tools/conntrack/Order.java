package dev.patchbay.tools.conntrack;

import static dev.patchbay.tools.conntrack.Option.*;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked for: which options it must have, which it may have, and what it says at its end.
enum Order {
  LIST(
      "flow entries have been shown",
      EnumSet.of(ZERO, SECMARK, ANY_NAT, ZONE, ORIG_ZONE, REPLY_ZONE)),
  CREATE("flow entries have been created", EnumSet.noneOf(Option.class)),
  ADD("flow entries have been added", EnumSet.noneOf(Option.class)),
  UPDATE("flow entries have been updated", EnumSet.of(TIMEOUT, ID, LABEL_ADD, LABEL_DEL)),
  DELETE("flow entries have been deleted", EnumSet.of(TIMEOUT, ID, ZONE, ORIG_ZONE, REPLY_ZONE)),
  GET("flow entries have been shown", EnumSet.noneOf(Option.class)),
  EVENT(
      "flow events have been shown",
      EnumSet.of(EVENT_MASK, SECMARK, BUFFER_SIZE, ANY_NAT, ZONE, ORIG_ZONE, REPLY_ZONE)),
  FLUSH(null, EnumSet.of(FAMILY)),
  COUNT(null, EnumSet.noneOf(Option.class)),
  STATS(null, EnumSet.noneOf(Option.class)),
  VERSION(null, EnumSet.noneOf(Option.class)),
  HELP(null, EnumSet.of(PROTOCOL)),
  EXPECT_LIST("expectations have been shown", EnumSet.of(FAMILY, OUTPUT)),
  EXPECT_CREATE(null, EnumSet.of(REPLY_SRC, REPLY_DST, STATUS)),
  EXPECT_DELETE("expectations have been shown", EnumSet.of(REPLY_SRC, REPLY_DST)),
  EXPECT_GET(null, EnumSet.of(REPLY_SRC, REPLY_DST)),
  EXPECT_FLUSH(null, EnumSet.noneOf(Option.class)),
  EXPECT_EVENT("expectation events have been shown", EnumSet.of(OUTPUT)),
  EXPECT_COUNT(null, EnumSet.noneOf(Option.class)),
  EXPECT_STATS(null, EnumSet.noneOf(Option.class));

  /// What it says at its end behind the number, or null.
  final @Nullable String says;

  private final int allowed;
  private final int required;

  Order(@Nullable String says, Set<Option> own) {
    this.says = says;
    Set<Option> all = required(name());
    this.required = bits(all);
    all.addAll(own);
    all.addAll(common(name()));
    this.allowed = bits(all);
  }

  private static int bits(Set<Option> options) {
    return options.stream().mapToInt(option -> 1 << option.ordinal()).reduce(0, (a, b) -> a | b);
  }

  private static Set<Option> required(String name) {
    return switch (name) {
      case "CREATE", "ADD" -> EnumSet.of(PROTOCOL, TIMEOUT);
      case "GET" -> EnumSet.of(PROTOCOL);
      case "EXPECT_CREATE" ->
          EnumSet.of(SRC, DST, PROTOCOL, TIMEOUT, TUPLE_SRC, TUPLE_DST, MASK_SRC, MASK_DST);
      case "EXPECT_DELETE", "EXPECT_GET" -> EnumSet.of(SRC, DST, PROTOCOL);
      default -> EnumSet.noneOf(Option.class);
    };
  }

  /// What those have in common that choose flows, and those that make or find one.
  private static Set<Option> common(String name) {
    Set<Option> ends = EnumSet.of(SRC, DST, REPLY_SRC, REPLY_DST);
    switch (name) {
      case "LIST", "UPDATE", "DELETE", "EVENT" ->
          ends.addAll(
              EnumSet.of(
                  PROTOCOL, STATUS, MASK_SRC, MASK_DST, MARK, FAMILY, SRC_NAT, DST_NAT, OUTPUT,
                  LABEL));
      case "CREATE", "ADD" ->
          ends.addAll(
              EnumSet.of(STATUS, MARK, SRC_NAT, DST_NAT, ZONE, LABEL_ADD, ORIG_ZONE, REPLY_ZONE));
      case "GET" -> ends.addAll(EnumSet.of(ID, OUTPUT, LABEL));
      default -> ends.clear();
    }
    return ends;
  }

  /// Whether it makes or finds one flow, and so has to know both ends of it.
  boolean namesOne() {
    return this == CREATE || this == ADD || this == GET;
  }

  /// Whether it makes a flow.
  boolean makes() {
    return this == CREATE || this == ADD;
  }

  /// Whether it is about connections that are expected.
  boolean expects() {
    return name().startsWith("EXPECT_");
  }

  /// Looks at what was given: what is missing, and what has no place here.
  void check(Set<Option> given) {
    for (Option option : Option.values()) {
      int bit = 1 << option.ordinal();
      if ((required & bit) != 0 && !given.contains(option)) {
        throw Usage.missing(option.word);
      }
      if ((allowed & bit) == 0 && given.contains(option)) {
        throw Usage.illegal(option.word);
      }
    }
  }
}
