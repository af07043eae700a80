package dev.patchbay.trace.print;

/// What is to be shown of frames.
///
/// @param verbosity how often `-v` was given
/// @param link the link header too (`-e`)
/// @param numeric numbers without names: neither hosts, ports, protocols nor makers (`-n`)
/// @param domainless hosts without their domain (`-N`)
/// @param quiet how often `-q` was given: less of each protocol
/// @param absolute TCP's sequence numbers as they are on the wire (`-S`)
/// @param unchecked without looking at checksums (`-K`)
/// @param numbered a number before each line (`-#`)
/// @param time how times are shown
/// @param nanoseconds times in nanoseconds, not microseconds
/// @param dump how the bytes are shown
/// @param dumpsLink whether that includes the link header (`-xx`, `-XX`, `-AA`)
/// @param type the protocol that frames are taken for (`-T`), or empty
public record PrintOptions(
    int verbosity,
    boolean link,
    boolean numeric,
    boolean domainless,
    int quiet,
    boolean absolute,
    boolean unchecked,
    boolean numbered,
    TimeStyle time,
    boolean nanoseconds,
    DumpStyle dump,
    boolean dumpsLink,
    String type) {

  /// As tcpdump does when nothing is asked for, but with numbers.
  public static final PrintOptions PLAIN =
      new PrintOptions(
          0,
          false,
          true,
          false,
          0,
          false,
          false,
          false,
          TimeStyle.NONE,
          false,
          DumpStyle.NONE,
          false,
          "");
}
