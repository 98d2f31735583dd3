/** Longer shell text is not parsed: real scripts stay far below, generated ones would only cost time. In UTF-16 units (1 MiB). */
export const longestShellText = 1_048_576;

/** Deeper nesting is not followed. */
export const deepestNesting = 200;
