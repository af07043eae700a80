/// Files as the processes of a machine see them: a [FileTree] a place (memory, `/proc`, the host),
/// joined into one view by [Files], and the [OpenFile]s read and written through descriptors.
@NullMarked
package dev.patchbay.core.file;

import org.jspecify.annotations.NullMarked;
