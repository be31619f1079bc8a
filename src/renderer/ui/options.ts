/** As many choices as a list that can be searched shows at once; typing finds the others. */
export const mostOptions = 200
