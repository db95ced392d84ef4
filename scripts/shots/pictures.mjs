// placeholder
export async function keepForDocs() {}
