package dev.patchbay.shell.tool;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import org.jspecify.annotations.Nullable;

/// What `test` and `[[ ]]` ask of files.
public final class FileTests {
  private static final String OPERATORS = "bcdefghkLNOGprsStuwx";

  private FileTests() {}

  /// Whether the word is an operator with one file as its operand.
  public static boolean isUnary(String word) {
    return word.length() == 2 && word.charAt(0) == '-' && OPERATORS.indexOf(word.charAt(1)) >= 0;
  }

  /// `-f path` and its like.
  ///
  /// @throws CommandException when there is no such operator
  public static boolean unary(Process process, String operator, String operand) {
    if (!isUnary(operator)) {
      throw new CommandException(2, operator + ": unary operator expected");
    }
    char letter = operator.charAt(1);
    if (letter == 't') {
      return isTerminal(process, operand);
    }
    FileStatus status = status(process, operand, letter != 'L' && letter != 'h');
    return status != null && holds(letter, status);
  }

  private static boolean holds(char letter, FileStatus status) {
    return switch (letter) {
      case 'e', 'O', 'G', 'N', 'r', 'w' -> true;
      case 'f' -> status.kind() == FileStatus.Kind.FILE;
      case 'd' -> status.isDirectory();
      case 'L', 'h' -> status.kind() == FileStatus.Kind.SYMLINK;
      case 'p' -> status.kind() == FileStatus.Kind.PIPE;
      case 'S' -> status.kind() == FileStatus.Kind.SOCKET;
      case 'c' -> status.kind() == FileStatus.Kind.CHARACTER_DEVICE;
      case 's' -> status.size() > 0;
      case 'x' -> status.isDirectory() || (status.mode() & 0111) != 0;
      case 'u' -> (status.mode() & 04000) != 0;
      case 'g' -> (status.mode() & 02000) != 0;
      case 'k' -> (status.mode() & 01000) != 0;
      default -> false;
    };
  }

  /// `a -nt b`, `a -ot b`, `a -ef b`.
  ///
  /// @throws CommandException when there is no such operator
  public static boolean binary(Process process, String left, String operator, String right) {
    FileStatus one = status(process, left, true);
    FileStatus other = status(process, right, true);
    return switch (operator) {
      case "-nt" -> one != null && (other == null || one.modified() > other.modified());
      case "-ot" -> other != null && (one == null || one.modified() < other.modified());
      case "-ef" ->
          one != null
              && other != null
              && canonical(process, left).equals(canonical(process, right));
      default -> throw new CommandException(2, operator + ": binary operator expected");
    };
  }

  private static boolean isTerminal(Process process, String descriptor) {
    if (!descriptor.matches("\\d{1,9}")) {
      throw new CommandException(2, descriptor + ": integer expression expected");
    }
    OpenFile file = process.descriptors().get(Integer.parseInt(descriptor));
    return file != null && file.isTerminal();
  }

  private static @Nullable FileStatus status(Process process, String path, boolean follow) {
    String absolute = Files.absolute(process.directory(), path);
    try {
      return follow ? process.files().status(absolute) : process.files().lstat(absolute);
    } catch (FileException missing) {
      return null;
    }
  }

  private static String canonical(Process process, String path) {
    try {
      return process.files().canonical(Files.absolute(process.directory(), path));
    } catch (FileException missing) {
      return path;
    }
  }
}
