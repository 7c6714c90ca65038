/** Styles that pages bring along; tests do not look at them. */
declare module '*.css'
