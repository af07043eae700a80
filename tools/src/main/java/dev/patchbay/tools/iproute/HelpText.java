package dev.patchbay.tools.iproute;

import dev.patchbay.core.text.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The texts that `COMMAND OBJECT help` prints, one file an object.
public final class HelpText {
  private static final int STATUS = 255;

  private HelpText() {}

  /// Ends the command with the object's text, on standard error. The texts are in the folder `help`
  /// beside `command`.
  public static CommandException of(Class<?> command, String object) {
    String file = "help/" + object + ".txt";
    return of(command.getResourceAsStream(file), file);
  }

  /// Ends the command with the text that `in` has, on standard error. Modules hide their files, so
  /// others open them themselves.
  public static CommandException of(@Nullable InputStream in, String file) {
    return new CommandException(STATUS, text(in, file).stripTrailing());
  }

  /// The object's text.
  public static String text(Class<?> command, String object) {
    String file = "help/" + object + ".txt";
    return text(command.getResourceAsStream(file), file);
  }

  private static String text(@Nullable InputStream in, String file) {
    if (in == null) {
      throw new IllegalStateException("no " + file);
    }
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
