package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One setting under `/proc/sys`: its name and how it is read from and written to the typed field
/// that holds it, of a `T`. Where it exists (machine, namespace, device) is said by the
/// [SysctlTree] it stands in.
public final class Sysctl<T> {
  /// Tells what a setting's file holds.
  @FunctionalInterface
  public interface Reader<T> {
    String read(T holder) throws FileException;
  }

  /// How a text is written to a holder.
  public interface Writer<T> {
    /// Takes what was written, without the newline.
    ///
    /// @throws FileException `EINVAL` when it does not fit
    void write(T holder, String text) throws FileException;
  }

  private final String name;
  private final @Nullable Reader<T> reader;
  private final @Nullable Writer<T> writer;
  private final boolean secret;

  private Sysctl(String name, @Nullable Reader<T> reader, @Nullable Writer<T> writer) {
    this(name, reader, writer, false);
  }

  private Sysctl(
      String name, @Nullable Reader<T> reader, @Nullable Writer<T> writer, boolean secret) {
    this.name = name;
    this.reader = reader;
    this.writer = writer;
    this.secret = secret;
  }

  /// A setting of any form.
  public static <T> Sysctl<T> of(String name, Reader<T> reader, Writer<T> writer) {
    return new Sysctl<>(name, reader, writer);
  }

  /// A setting of any form that only root may read.
  public static <T> Sysctl<T> secret(String name, Reader<T> reader, Writer<T> writer) {
    return new Sysctl<>(name, reader, writer, true);
  }

  /// A setting that can only be read.
  public static <T> Sysctl<T> readOnly(String name, Reader<T> reader) {
    return new Sysctl<>(name, reader, null);
  }

  /// Something to be done, which cannot be read.
  public static <T> Sysctl<T> writeOnly(String name, Writer<T> writer) {
    return new Sysctl<>(name, null, writer);
  }

  /// An integer of any value (`proc_dointvec`).
  public static <T> Sysctl<T> integer(String name, ToIntFunction<T> get, ObjIntConsumer<T> set) {
    return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE, get, set);
  }

  /// An integer from `min` to `max`, both included (`proc_dointvec_minmax`).
  public static <T> Sysctl<T> integer(
      String name, int min, int max, ToIntFunction<T> get, ObjIntConsumer<T> set) {
    return new Sysctl<>(
        name,
        holder -> Integer.toString(get.applyAsInt(holder)),
        (holder, text) -> set.accept(holder, parse(text, min, max)));
  }

  /// The integer a text begins with, as the kernel reads it: blanks before it, a sign, decimal,
  /// `0x` or octal.
  public static int parse(String text, int min, int max) throws FileException {
    try {
      long value = Long.decode(firstWord(text.strip()));
      if (value >= min && value <= max) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      throw new FileException(Errno.EINVAL);
    }
    throw new FileException(Errno.EINVAL);
  }

  private static String firstWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /// The file's name.
  public String name() {
    return name;
  }

  /// The file's permission bits.
  public int mode() {
    return (reader == null ? 0 : secret ? 0400 : 0444) | (writer == null ? 0 : 0200);
  }

  /// What the file holds, without the newline.
  ///
  /// @throws FileException when there is nothing to be read, `EACCES` when it can only be written
  public String read(T holder) throws FileException {
    if (reader == null) {
      throw new FileException(Errno.EACCES);
    }
    return reader.read(holder);
  }

  /// Writes to the file.
  ///
  /// @throws FileException `EINVAL` when the text does not fit, `EACCES` when it is read-only
  public void write(T holder, String text) throws FileException {
    if (writer == null) {
      throw new FileException(Errno.EACCES);
    }
    writer.write(holder, text);
  }
}
