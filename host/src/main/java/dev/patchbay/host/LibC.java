package dev.patchbay.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.patchbay.core.text.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The calls of the C library that Java does not make. Each captures `errno`, and a failure is an
/// [IOException] that ends with what `strerror` says.
///
/// Loading this class takes tens of milliseconds, so nothing on the way of an ordinary run uses it.
@SuppressWarnings("restricted")
final class LibC {
  private static final long TIOCGWINSZ = 0x5413;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle ISATTY =
      call("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle KILL =
      call("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle IOCTL =
      call(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));

  private LibC() {}

  /// Whether the descriptor is a terminal.
  static boolean isTerminal(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) ISATTY.invokeExact(arena.allocate(STATE), descriptor) == 1;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// How many columns the terminal has; 0 when it does not say.
  static int columns(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment size = arena.allocate(JAVA_SHORT, 4);
      check(state, (int) IOCTL.invokeExact(state, descriptor, TIOCGWINSZ, size));
      return Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 1));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Sends a process, or with a negative number a process group, a signal.
  static void kill(long pid, int signal) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      check(state, (int) KILL.invokeExact(state, (int) pid, signal));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void check(MemorySegment state, int result) throws IOException {
    if (result < 0) {
      int number = (int) ERRNO.get(state, 0L);
      throw new IOException(
          Arrays.stream(Errno.values())
              .filter(errno -> errno.number() == number)
              .findFirst()
              .map(Errno::text)
              .orElse("Unknown error " + number));
    }
  }

  private static MethodHandle call(
      String name, FunctionDescriptor types, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), types, all);
  }
}
